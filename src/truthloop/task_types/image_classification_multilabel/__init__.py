"""Any number of classes for each image."""
