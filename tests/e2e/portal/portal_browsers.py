"""What makes pages of fresh browser profiles: options as Browser.new_context takes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from playwright.sync_api import Page

NewPage: TypeAlias = Callable[..., Page]
