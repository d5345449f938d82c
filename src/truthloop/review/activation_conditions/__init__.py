"""Activation conditions: which predictions of a built-in source people should look at.

Source: "JSON Schema for Human Loop Activation Conditions in Amazon Augmented AI" and its pages on Amazon Textract and
Amazon Rekognition in the Amazon SageMaker developer guide.
"""
