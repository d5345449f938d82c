"""Floor 0: plain frozen data, the rules that need nothing else, and the tree of errors."""
