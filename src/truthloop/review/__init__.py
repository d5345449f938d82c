"""Augmented AI: human task UIs, flow definitions, human loops, when a loop ends and what it leaves."""
