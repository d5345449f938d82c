"""Floor 4: work teams, their members, sign-in, sessions and access keys."""
