"""Many people's drawings of the same things made one: boxes, masks and outlines."""
