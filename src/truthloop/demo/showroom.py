"""`truthloop up --demo`: furnish an installation with something to try, then say where everything is."""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from truthloop.assembly import client_environment
from truthloop.demo.announcement import demo_parts, laid_out, style_of_output
from truthloop.demo.demo_jobs import ensure_demo_jobs
from truthloop.demo.demo_loops import ensure_demo_loops
from truthloop.demo.demo_worker import ensure_demo_worker
from truthloop.demo.robot_report import finish_with_robots
from truthloop.demo.robot_workers import SKILLS
from truthloop.running_file import Running
from truthloop.server.installation import Installation
from truthloop.settings import Settings
from truthloop.terms.errors import Refused

ANYWHERE = "TRUTHLOOP_DEMO_ANYWHERE"


def furnish(
    settings: Settings,
    running: Running,
    installation: Installation,
    say: Callable[[str], None],
    *,
    robots: bool = False,
) -> None:
    """Make the demo's team, worker, loops and labeling jobs unless they are there, and announce them.

    With `robots`, simulated workers finish the jobs first, and how right they and the labels are is said.
    Safe to call at every start. `Refused` when others could reach the demo, whose password stands on the screen.
    """
    refuse_strangers(settings, os.environ)
    variables = client_environment(installation)
    worker = ensure_demo_worker(installation, secrets.token_bytes)
    loops = ensure_demo_loops(variables, installation.account_id)
    jobs = ensure_demo_jobs(variables, installation.account_id, loops.bucket, len(SKILLS) if robots else 1)
    if robots:
        say(finish_with_robots(installation, variables, running.public_url, jobs, secrets.token_bytes))
    say(laid_out(demo_parts(settings, running, variables, worker, loops, jobs), style_of_output()))


def refuse_strangers(settings: Settings, environment: Mapping[str, str]) -> None:
    """Keep the demo on this machine unless told otherwise."""
    if environment.get(ANYWHERE) == "1":
        return
    for host in (settings.host, urlsplit(settings.public_url).hostname or ""):
        if not is_loopback(host):
            raise Refused(
                f"The demo shows a password and keys on the screen, so it listens on this machine only, not on {host}."
                f" Start without --demo, or set {ANYWHERE}=1 if everybody who can reach {host} may use it."
            )


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, seen from itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
