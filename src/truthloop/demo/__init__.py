"""Something to try: a team, a worker and five human loops over short product reviews."""
