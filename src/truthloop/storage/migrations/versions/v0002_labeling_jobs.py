"""Labeling jobs, the objects they go through, and the batches in which answers become labels."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = """
ALTER TABLE queue ADD COLUMN paused_at timestamptz, ADD COLUMN closed_at timestamptz,
  ADD COLUMN priority integer NOT NULL DEFAULT 0;

CREATE TABLE labeling_job (
    id bigint PRIMARY KEY REFERENCES resource,
    queue_id bigint NOT NULL REFERENCES queue,
    reference_code text NOT NULL,
    manifest_etag text NOT NULL,
    manifest_bytes bigint NOT NULL,
    read_bytes bigint NOT NULL DEFAULT 0,
    read_lines bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    kept bigint NOT NULL DEFAULT 0,
    skipped bigint NOT NULL DEFAULT 0,
    labeled bigint NOT NULL DEFAULT 0,
    failed bigint NOT NULL DEFAULT 0,
    most_at_once integer NOT NULL,
    wanted smallint NOT NULL,
    most_wanted smallint NOT NULL,
    stop_after bigint,
    changed_at timestamptz NOT NULL,
    written_at timestamptz,
    failure_count integer NOT NULL DEFAULT 0,
    retry_at timestamptz,
    ended_at timestamptz
);

CREATE TABLE data_object (
    job_id bigint NOT NULL,
    number bigint NOT NULL,
    position bigint NOT NULL,
    status text NOT NULL,
    line text NOT NULL,
    task_input text,
    label text,
    failure text,
    revision integer NOT NULL DEFAULT 0,
    labeled_at timestamptz,
    PRIMARY KEY (job_id, number)
);
CREATE INDEX data_object_waiting ON data_object (job_id, position) WHERE status = 'waiting';
CREATE INDEX data_object_failed ON data_object (job_id, number) WHERE status = 'failed';

CREATE TABLE consolidation_batch (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id bigint NOT NULL REFERENCES labeling_job,
    made_at timestamptz NOT NULL,
    named_at timestamptz NOT NULL,
    finished_at timestamptz,
    UNIQUE (job_id, named_at)
);
CREATE INDEX consolidation_batch_unfinished ON consolidation_batch (job_id, id) WHERE finished_at IS NULL;

ALTER TABLE task ALTER COLUMN human_loop_id DROP NOT NULL,
  ADD COLUMN job_id bigint REFERENCES labeling_job,
  ADD COLUMN object_number bigint,
  ADD COLUMN batch_id bigint,
  ADD CHECK ((human_loop_id IS NULL) <> (job_id IS NULL)),
  ADD CHECK ((object_number IS NULL) = (job_id IS NULL));
CREATE UNIQUE INDEX task_of_object ON task (job_id, object_number) WHERE job_id IS NOT NULL;
CREATE INDEX task_of_job_unfinished ON task (job_id, object_number)
  WHERE job_id IS NOT NULL AND status IN ('open', 'answered', 'closing');
CREATE INDEX task_of_batch ON task (batch_id) WHERE batch_id IS NOT NULL;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
