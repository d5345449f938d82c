"""The journey of a call to SageMaker, A2I, STS or IAM, from bytes to bytes: `journey_steps` is the list.

`aws_door` is what the HTTP application holds; S3 goes another way (`objects_gateway`).
"""
