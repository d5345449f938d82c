"""Floor 5: labeling jobs: creation, decisions, steps, output, chaining."""
