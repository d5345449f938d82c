"""Entities that a text has, corrected."""
