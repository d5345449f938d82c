"""Whether the entities that a text has are right."""
