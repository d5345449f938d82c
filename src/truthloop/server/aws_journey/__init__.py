"""The journey of a call to SageMaker, A2I, STS or IAM, from bytes to bytes: `journey_steps` is the list.

`entry` is where the HTTP application hands calls in; S3 goes another way (`objects_gateway`).
"""
