"""Outlines of things in an image."""
