"""Earlier keypoints put right."""
