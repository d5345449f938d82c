"""Floor 4: the Lambda seam: where an ARN lives, calls, retries, limits."""
