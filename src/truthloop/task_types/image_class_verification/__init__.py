"""Whether the class that an image has is right."""
