"""What workers are good at, what jobs ask for, and jobs that are tests."""

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS = """
CREATE TABLE worker_skill (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id text NOT NULL REFERENCES account,
    worker_id text NOT NULL REFERENCES worker,
    skill text NOT NULL,
    score double precision NOT NULL,
    source text,
    set_at timestamptz NOT NULL,
    UNIQUE (worker_id, skill, account_id)
);
CREATE INDEX worker_skill_of_account ON worker_skill (account_id, id);

CREATE TABLE queue_skill (
    queue_id bigint NOT NULL REFERENCES queue,
    skill text NOT NULL,
    account_id text NOT NULL REFERENCES account,
    minimum double precision NOT NULL,
    PRIMARY KEY (queue_id, skill)
);
ALTER TABLE labeling_job ADD COLUMN awards_skill text, ADD COLUMN awards_after integer,
  ADD COLUMN awarded_at timestamptz;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
