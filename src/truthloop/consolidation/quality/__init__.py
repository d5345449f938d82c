"""How far answers, workers and labels can be trusted."""
