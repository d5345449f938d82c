"""The class that an image has, corrected."""
