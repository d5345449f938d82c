"""A color for every single object of an image."""
