"""Functions that labeling jobs call, and what they printed."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = """
CREATE TABLE function (
    account_id text NOT NULL REFERENCES account,
    subject text NOT NULL,
    home text NOT NULL,
    timeout_seconds integer NOT NULL,
    memory_mb integer NOT NULL,
    runtime text,
    handler text,
    code bytea,
    code_sha256 text,
    url text,
    sealed_secret bytea,
    profile text,
    sealed_environment bytea,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, subject)
);
ALTER TABLE function ALTER COLUMN code SET STORAGE EXTERNAL;

CREATE TABLE function_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id text NOT NULL,
    subject text NOT NULL,
    request_id text NOT NULL,
    started_at timestamptz NOT NULL,
    milliseconds integer NOT NULL,
    outcome text NOT NULL,
    message text NOT NULL,
    log text NOT NULL
);
CREATE INDEX function_log_by_function ON function_log (account_id, subject, id);
CREATE INDEX function_log_by_time ON function_log (started_at)
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
