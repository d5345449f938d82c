"""What runs in a function's own process. These files stand alone: they import nothing of ours."""
