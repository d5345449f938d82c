"""Floor 6: the request's journey; the only room that has met both the wire and the domain."""
