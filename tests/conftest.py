"""What all tests share: a real PostgreSQL, and a real running Truthloop."""

import os

from hypothesis import settings

pytest_plugins = ["chromium", "postgres_fixture", "running_truthloop"]

# The same examples each time, so that a change is judged by what it changed; `make soak` looks for new ones. Neither
# has a deadline: a busy machine is no counterexample.
settings.register_profile("same-examples", deadline=None, derandomize=True)
settings.register_profile("new-examples", deadline=None, max_examples=1000)
settings.load_profile("new-examples" if os.environ.get("NEW_EXAMPLES") else "same-examples")
