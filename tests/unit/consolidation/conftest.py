"""Hypothesis without a deadline: the first example may compile."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("compiling", deadline=None, max_examples=40)
settings.load_profile("compiling")
