"""Lines along things in an image."""
