"""Whatever the requester's own template asks for."""
