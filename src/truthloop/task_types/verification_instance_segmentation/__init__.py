"""Verdicts on earlier masks of single objects."""
