"""Render a worker template with a task's data.

The template is the requester's and the data is anybody's: a fault of either is told as data, never raised, and a
render ends within its limits. As in Ground Truth and Augmented AI every output is escaped, inside scripts too, so
the `&` of a signed address is written `&amp;` (right in attributes; a script that needs it raw says
`skip_autoescape`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from liquid.exceptions import (
    FilterArgumentError,
    FilterError,
    FilterItemTypeError,
    FilterValueError,
    LiquidError,
    LiquidSyntaxError,
    LiquidTypeError,
    ResourceLimitError,
    UnknownFilterError,
)

from truthloop.templates.compiled_templates import CompiledTemplates
from truthloop.templates.liquid_scanner import unclosed_block
from truthloop.templates.page_context import PageBuffer, PageContext
from truthloop.templates.plain_text import encodable
from truthloop.templates.read_access import SigningFailedError
from truthloop.templates.render_limits import Meter, PageLimitError, RenderLimits

if TYPE_CHECKING:
    from liquid import BoundTemplate

_COMPILED = CompiledTemplates()

_CODES: tuple[tuple[type[LiquidError], str], ...] = (
    (LiquidSyntaxError, "syntax-error"),
    (UnknownFilterError, "unknown-filter"),
    (ResourceLimitError, "nested-too-deep"),
    (FilterError, "filter-error"),
    (FilterArgumentError, "filter-error"),
    (FilterValueError, "filter-error"),
    (FilterItemTypeError, "filter-error"),
    (LiquidTypeError, "type-error"),
)


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """What is wrong with a template or with what it did with the data."""

    code: str
    """A word such as `syntax-error`, `unknown-filter`, `template-too-long` or `too-many-loop-steps`."""
    message: str
    """A sentence for the requester."""
    line: int | None = None
    """Line of the template, from 1, where one is known."""

    def __str__(self) -> str:
        return self.message if self.line is None else f"line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered template: a page, or the faults that kept it from being one."""

    html: str
    """The page as text that UTF-8 can carry; empty when there are faults."""
    errors: tuple[TemplateFault, ...] = ()
    warnings: tuple[str, ...] = ()
    """.

    Ariables that were shown or filtered and are not in the data, each once, such as `task.input.x is undefined`.
    """


def render(
    template_text: str,
    variables: Mapping[str, object],
    sign: Callable[[str], str],
    limits: RenderLimits,
    clock: Callable[[], float] = time.thread_time,
) -> Rendered:
    """Render a template.

    `variables` is parsed JSON by name, usually `{"task": {"input": …}}`. `sign` turns `s3://bucket/key` into an
    address a browser can open; it may raise `AddressRefusedError`, which becomes a fault, and anything else it
    raises is raised. `clock` gives seconds for `limits.cpu_seconds`.
    """
    template, faults = _compile(template_text, limits)
    if template is None:
        return Rendered("", faults)
    context = PageContext(template, variables, Meter(limits, clock), sign)
    page = PageBuffer(_page_counter(limits))
    try:
        template.render_with_context(context, page)
    except SigningFailedError as failed:
        raise failed.cause from None
    except Exception as error:  # noqa: BLE001 - whatever the library meets in hostile data is a fault of that data
        return Rendered("", (_fault(error),), tuple(context.missing))
    return Rendered(encodable(page.getvalue()), (), tuple(context.missing))


def check_template(template_text: str, limits: RenderLimits) -> tuple[TemplateFault, ...]:
    """The faults that can be seen without data: length, syntax, filters that do not exist.

    Empty when there are none.
    """
    template, faults = _compile(template_text, limits)
    if template is None:
        return faults
    found = template.analyze(include_partials=False).filters
    known = template.env.filters
    return tuple(
        TemplateFault("unknown-filter", f"unknown filter '{name}'", _line(template_text, spans[0].index))
        for name, spans in found.items()
        if name not in known
    )


def _compile(text: str, limits: RenderLimits) -> tuple[BoundTemplate | None, tuple[TemplateFault, ...]]:
    if len(text) > limits.template_characters:
        message = f"the template has {len(text):,} characters; at most {limits.template_characters:,} are allowed"
        return None, (TemplateFault("template-too-long", message),)
    try:
        return _COMPILED.compiled(text), ()
    except LiquidError as error:
        return None, (_unclosed(text, error) or _fault(error),)


def _unclosed(text: str, error: LiquidError) -> TemplateFault | None:
    """A block that never ends is only noticed at the end of the file; the requester wants to know where it begins."""
    at_the_end = error.token is None or error.token.start_index < 0
    block = unclosed_block(text) if at_the_end and "found end of" in str(error.message) else None
    if block is None:
        return None
    name, index = block
    return TemplateFault("syntax-error", f"the tag '{name}' is never closed by 'end{name}'", _line(text, index))


def _page_counter(limits: RenderLimits) -> Callable[[int], None]:
    written = 0

    def count(characters: int) -> None:
        nonlocal written
        written += characters
        if written > limits.page_characters:
            message = f"the page has more than {limits.page_characters:,} characters"
            raise PageLimitError("page-too-long", message)

    return count


def _fault(error: Exception) -> TemplateFault:
    if isinstance(error, RecursionError) or isinstance(error.__cause__, RecursionError):
        return TemplateFault("nested-too-deep", "an expression or a value is nested too deep")
    if not isinstance(error, LiquidError):
        return TemplateFault("render-error", f"{type(error).__name__}: {error}")
    code = error.code if isinstance(error, PageLimitError) else _code(error)
    token = error.token
    line = None if token is None or token.start_index < 0 else _line(token.source, token.start_index)
    return TemplateFault(code, str(error.message), line)


def _code(error: LiquidError) -> str:
    return next((code for kind, code in _CODES if isinstance(error, kind)), "render-error")


def _line(source: str, index: int) -> int:
    return source.count("\n", 0, index) + 1
