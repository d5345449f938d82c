"""Whether the class that a video clip has is right."""
