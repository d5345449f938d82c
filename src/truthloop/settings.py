"""What an operator can set: read once, from the environment, by `assembly` and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from truthloop.terms.errors import Invalid


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default. The environment variable is the field's name with `TRUTHLOOP_` before it."""

    data: Path
    """Folder of everything this installation keeps (default `./.truthloop`)."""
    host: str
    """Address the server listens on (default `127.0.0.1`: this machine only)."""
    port: int
    """Port the server listens on (default 8080, or `PORT`)."""
    public_url: str
    """How browsers and clients reach us (default `http://HOST:PORT`)."""
    region: str
    """The region of resources made by the command line (default `us-east-1`)."""
    database_url: str | None
    """A PostgreSQL of one's own; without it the embedded one runs in the data folder."""
    s3_endpoint: str | None
    """An S3 service of one's own; without it the embedded one runs over the data folder."""
    s3_access_key: str | None
    """The key for it."""
    s3_secret_key: str | None
    """The secret for it."""
    s3_region: str
    """The region its signatures name (default: `region`)."""
    outbound_allow: tuple[str, ...]
    """Networks or hosts that webhooks may reach although they are private, comma-separated."""
    page_sources: tuple[str, ...]
    """From where all worker pages may load scripts and everything else (content policy sources; default none)."""
    page_pictures: tuple[str, ...]
    """From where they may load pictures, sound and video besides (content policy sources; default `https:`)."""
    secure_cookies: bool
    """Whether session cookies demand HTTPS (default: when `public_url` is https)."""

    @property
    def public_host(self) -> str:
        """Host and port of the public address: the SubDomain of work teams."""
        return self.public_url.split("://", 1)[-1].split("/", 1)[0]


def read_settings(environment: Mapping[str, str], *, port: int | None = None, host: str | None = None) -> Settings:
    """The settings in an environment; `Invalid` names the variable and what it allows."""

    def given(name: str, default: str | None = None) -> str | None:
        value = environment.get(f"TRUTHLOOP_{name}", "").strip()
        return value or default

    listens_on = host or given("HOST", "127.0.0.1") or ""
    number = port if port is not None else port_of(given("PORT") or environment.get("PORT", "").strip() or "8080")
    public_url = (given("PUBLIC_URL") or f"http://{reachable(listens_on)}:{number}").rstrip("/")
    region = given("REGION", "us-east-1") or ""
    return Settings(
        data=Path(given("DATA", ".truthloop") or "").absolute(),
        host=listens_on,
        port=number,
        public_url=public_url,
        region=region,
        database_url=given("DATABASE_URL"),
        s3_endpoint=given("S3_ENDPOINT"),
        s3_access_key=given("S3_ACCESS_KEY"),
        s3_secret_key=given("S3_SECRET_KEY"),
        s3_region=given("S3_REGION", region) or region,
        outbound_allow=listed(given("OUTBOUND_ALLOW", "") or ""),
        page_sources=listed(given("PAGE_SOURCES", "") or ""),
        page_pictures=listed(given("PAGE_PICTURES", "https:") or ""),
        secure_cookies=public_url.startswith("https://"),
    )


def reachable(host: str) -> str:
    """An address one can open when listening on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - translated away, not bound


def port_of(text: str) -> int:
    """A port number, or `Invalid`."""
    if text.isdecimal() and 0 < int(text) < 65536:  # noqa: PLR2004 - the range of ports
        return int(text)
    raise Invalid(f"PORT is {text!r}; a port is a number from 1 to 65535.")


def listed(text: str) -> tuple[str, ...]:
    """The entries of a comma-separated list."""
    return tuple(entry.strip() for entry in text.split(",") if entry.strip())
