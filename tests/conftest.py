"""What all tests share: a real PostgreSQL, and a real running Truthloop."""

pytest_plugins = ["chromium", "postgres_fixture", "running_truthloop"]
