"""Verdicts on earlier masks."""
