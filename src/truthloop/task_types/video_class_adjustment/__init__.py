"""The class that a video clip has, corrected."""
