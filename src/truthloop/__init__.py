"""Truthloop: human-in-the-loop work on your own machines."""
