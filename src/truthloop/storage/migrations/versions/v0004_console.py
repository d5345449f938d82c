"""Who may do what in the console."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = """
CREATE TABLE console_role (
    account_id text NOT NULL REFERENCES account,
    worker_id text NOT NULL REFERENCES worker,
    role text NOT NULL CHECK (role IN ('admin', 'requester', 'reviewer')),
    granted_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, worker_id)
);
CREATE INDEX audit_newest ON audit (id DESC);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
