"""Bringing a database to the present schema, ours and the chore queue's."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, text

from truthloop.storage.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 7_402_119_884  # any number, the same in every server


def migrate(database: Database) -> None:
    """Apply what is missing; of several servers starting at once, one does it while the others wait."""
    with database.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
        connection.commit()
        try:
            configuration = Config()
            configuration.set_main_option("script_location", str(MIGRATIONS))
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, "head")
            apply_chore_schema(connection)
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
            connection.commit()


def apply_chore_schema(connection: Connection) -> None:
    """Create the tables of the chore queue once; its own functions come with them."""
    exists = connection.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar()
    if exists is None:
        # Straight to psycopg: without parameters it takes several statements and leaves `%` alone.
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - an open connection has one
        driver.execute(SchemaManager.get_schema())
