"""Earlier polylines put right."""
