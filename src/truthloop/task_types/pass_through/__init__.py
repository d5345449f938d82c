"""Rankings, questions and answers, and whatever else is read from the raw answers."""
