"""How good each item is, from which of two (or which order of several) people preferred."""
