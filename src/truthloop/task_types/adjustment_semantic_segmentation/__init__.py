"""Earlier masks put right."""
