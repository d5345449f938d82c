"""Earlier polygons put right."""
