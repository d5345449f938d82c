"""Verdicts on earlier bounding boxes."""
