"""One class for each video clip."""
