"""Points in an image."""
