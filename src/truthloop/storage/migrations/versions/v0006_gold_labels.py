"""Objects whose right class is known."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = """
CREATE TABLE gold_label (
    job_id bigint NOT NULL,
    number bigint NOT NULL,
    label text NOT NULL,
    set_at timestamptz NOT NULL,
    PRIMARY KEY (job_id, number),
    FOREIGN KEY (job_id, number) REFERENCES data_object
);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
