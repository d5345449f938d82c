"""Floor 7: starting, watching and stopping the processes of one installation."""
