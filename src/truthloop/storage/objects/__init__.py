"""Objects over the S3 API: our own client, S3 URIs, and the embedded store."""
