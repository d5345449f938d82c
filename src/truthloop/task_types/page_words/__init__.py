"""Beginnings that several worker pages share: styles, and words in the workers' languages."""
