"""Floor 2: one folder for each kind of work, and the table of them. Pure: plain data in, plain data out."""
