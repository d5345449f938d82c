"""The class that a text has, corrected."""
