"""Floor 1: many answers to one label, with a confidence that means what it says.

A library by itself: `answer_table` holds who answered what, every algorithm is one file that turns an answer table
into `Consolidated`, and nothing here reads files, clocks or chance that were not passed in.
"""
