"""The console's own API under /console/api: who is there, AWS's operations as they are, and what AWS never showed."""
