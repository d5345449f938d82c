"""Earlier bounding boxes put right."""
