"""The state of one render: variables, the meter, who signs addresses, and what was missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from liquid import RenderContext
from liquid.undefined import Undefined

from truthloop.templates.liquid_filters import FLATTENING_FILTERS, TEXT_FILTERS
from truthloop.templates.plain_text import text_of

if TYPE_CHECKING:
    from liquid import BoundTemplate, Token
    from liquid.builtin.tags.for_tag import ForLoop
    from liquid.builtin.tags.tablerow_tag import TableRow

    from truthloop.templates.render_limits import Meter

MOST_WARNINGS = 100


class PageBuffer(StringIO):
    """An output stream that counts what is written into it."""

    def __init__(self, count: Callable[[int], None]) -> None:
        super().__init__()
        self._count = count

    def write(self, text: str) -> int:
        """Write `text` after counting it."""
        self._count(len(text))
        return super().write(text)


class PageContext(RenderContext):
    """The library's context, with every loop step and every filter counted."""

    __slots__ = ("meter", "missing", "sign")

    def __init__(
        self, template: BoundTemplate, variables: Mapping[str, object], meter: Meter, sign: Callable[[str], str]
    ) -> None:
        super().__init__(template, globals=variables)
        self.meter = meter
        self.sign = sign
        self.missing: dict[str, None] = {}

    def get(self, path: list[object], *, token: Token | None, **default: object) -> object:
        """The value at `path`, counted as a piece of work."""
        self.meter.tick()
        return super().get(path, token=token, **default)

    @contextmanager
    def loop(self, namespace: Mapping[str, object], forloop: ForLoop | TableRow) -> Iterator[RenderContext]:
        """Run a loop whose every step is counted."""
        forloop.it = self.meter.steps(forloop.it)
        with super().loop(namespace, forloop) as context:
            yield context

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:  # noqa: ARG002 - the library gives the outer buffer
        """A buffer for text that is kept rather than shown."""
        return PageBuffer(self.meter.produce)

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """The filter `name`, with what it is given and gives counted."""
        return partial(self._filtered, name, super().filter(name, token))

    def _filtered(
        self, name: str, function: Callable[..., object], left: object, *args: object, **named: object
    ) -> object:
        self.meter.tick()
        if name != "default":
            self.note_missing(left)
        if name in TEXT_FILTERS:
            left = text_of(left, self.meter.produce)
            args = tuple(self._written_out(value) for value in args)
        elif name in FLATTENING_FILTERS:
            for value in (left, *args):
                if isinstance(value, list | tuple):
                    self.meter.weigh_nested(value)
        result = function(left, *args, **named)
        self.meter.weigh(result)
        return result

    def _written_out(self, value: object) -> object:
        return text_of(value, self.meter.produce) if isinstance(value, dict | list | tuple | bool) else value

    def note_missing(self, value: object) -> None:
        """Remember the name of a variable that was shown or filtered and is not there."""
        if isinstance(value, Undefined) and len(self.missing) < MOST_WARNINGS:
            self.missing[value.hint or f"{value.name} is undefined"] = None

    def shown(self, value: object) -> str:
        """`value` as it is written on the page, before escaping."""
        self.note_missing(value)
        return text_of(value, self.meter.produce)
