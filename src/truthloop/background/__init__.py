"""Floor 6: the chores, and what runs them. Every chore may be killed anywhere and repeated."""
