"""Boxes around things in an image."""
