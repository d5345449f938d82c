"""Running notebooks written for SageMaker against this installation, unchanged."""
