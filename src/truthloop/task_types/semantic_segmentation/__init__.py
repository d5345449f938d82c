"""A label for every pixel of an image."""
