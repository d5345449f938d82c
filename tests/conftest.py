"""What all tests share: a real PostgreSQL, and a real running Truthloop."""

from hypothesis import settings

pytest_plugins = ["chromium", "postgres_fixture", "running_truthloop"]

settings.register_profile("untimed", deadline=None)  # a busy machine is no counterexample
settings.load_profile("untimed")
