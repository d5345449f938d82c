"""Floor 4: people's work, shared by everything that asks for it: dispatching, answering, parting."""
