"""Contested objects get more workers; labels are edited afterwards, with their history."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = """
ALTER TABLE labeling_job ADD COLUMN wanted_confidence double precision,
  ADD COLUMN rewrite_at timestamptz;
CREATE INDEX labeling_job_to_rewrite ON labeling_job (id) WHERE rewrite_at IS NOT NULL;

CREATE TABLE label_edit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id bigint NOT NULL,
    number bigint NOT NULL,
    revision integer NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    before text NOT NULL,
    after text NOT NULL,
    comment text NOT NULL,
    FOREIGN KEY (job_id, number) REFERENCES data_object,
    UNIQUE (job_id, number, revision)
);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
