"""The classes that an image has, any number of them, corrected."""
