"""Workers correct their own answers: versions of an answer, and how long objects wait for that."""

from alembic import op

revision = "0009"
down_revision = "0008"

STATEMENTS = """
ALTER TABLE answer ADD COLUMN version smallint NOT NULL DEFAULT 0,
  ADD COLUMN superseded boolean NOT NULL DEFAULT false;
ALTER TABLE answer DROP CONSTRAINT answer_pkey, ADD PRIMARY KEY (assignment_id, version);
ALTER TABLE assignment ADD COLUMN reopened_at timestamptz;
ALTER TABLE task ADD COLUMN answered_at timestamptz, ADD COLUMN corrections integer NOT NULL DEFAULT 0;
ALTER TABLE labeling_job ADD COLUMN correction_seconds integer NOT NULL DEFAULT 0;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
