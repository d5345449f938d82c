"""Objects whose label is sure early need no further worker; blank manifest lines are counted."""

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = """
ALTER TABLE labeling_job ADD COLUMN stop_early_at double precision,
  ADD COLUMN first_wanted smallint,
  ADD COLUMN blank_lines bigint NOT NULL DEFAULT 0;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
