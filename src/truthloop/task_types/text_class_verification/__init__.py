"""Whether the class that a text has is right."""
