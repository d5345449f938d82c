"""The classes that a text has, any number of them, corrected."""
