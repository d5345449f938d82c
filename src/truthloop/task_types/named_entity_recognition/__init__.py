"""Entities marked in texts."""
