"""The Lambda seam: where the code behind a function ARN lives, how it is called, and what labeling jobs say to it."""
