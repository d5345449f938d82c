"""Labels are reviewed and sent back for another round; jobs are extended by further manifests."""

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = """
ALTER TABLE labeling_job ADD COLUMN review_below double precision,
  ADD COLUMN review_fraction double precision,
  ADD COLUMN reopened_from text,
  ADD COLUMN unread integer NOT NULL DEFAULT 0;

ALTER TABLE data_object ADD COLUMN consolidated_revision integer NOT NULL DEFAULT 0,
  ADD COLUMN accepted boolean NOT NULL DEFAULT false,
  ADD COLUMN sent_back text;
CREATE INDEX data_object_sent_back ON data_object (job_id, position)
  WHERE status = 'waiting' AND sent_back IS NOT NULL;

ALTER TABLE task ADD COLUMN superseded_at timestamptz, ADD COLUMN note text;
DROP INDEX task_of_object;
CREATE UNIQUE INDEX task_of_object ON task (job_id, object_number)
  WHERE job_id IS NOT NULL AND superseded_at IS NULL;
CREATE INDEX task_of_earlier_round ON task (job_id, object_number) WHERE superseded_at IS NOT NULL;

CREATE TABLE label_review (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id bigint NOT NULL,
    number bigint NOT NULL,
    status text NOT NULL,
    reason text NOT NULL,
    requested_at timestamptz NOT NULL,
    reviewer text,
    reviewed_at timestamptz,
    comment text,
    label text,
    FOREIGN KEY (job_id, number) REFERENCES data_object,
    CHECK (status IN ('pending', 'accepted', 'fixed', 'sent-back'))
);
CREATE UNIQUE INDEX label_review_pending ON label_review (job_id, number) WHERE status = 'pending';
CREATE INDEX label_review_of_object ON label_review (job_id, number);
CREATE INDEX label_review_of_job ON label_review (job_id, id);
CREATE INDEX label_review_by_status ON label_review (job_id, status, id);

CREATE TABLE job_extension (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id bigint NOT NULL REFERENCES labeling_job,
    manifest_uri text NOT NULL,
    manifest_etag text NOT NULL,
    manifest_bytes bigint NOT NULL,
    first_number bigint,
    read_bytes bigint NOT NULL DEFAULT 0,
    read_lines bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    added_at timestamptz NOT NULL,
    ended_at timestamptz,
    failure text
);
CREATE INDEX job_extension_of_job ON job_extension (job_id, id);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
