"""Worker pages: Liquid templates rendered safely, and the page and content policy around them.

Whoever signs the addresses of stored objects is passed in; nothing here reads a file, a socket or a clock of its
own choosing.
"""
