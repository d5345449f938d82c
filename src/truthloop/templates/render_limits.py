"""What one render may use, and the meter that stops it there.

A template and the data in it may both be hostile, and Liquid has no end to what three lines can ask for, so every
loop step, every character produced and every second of processor time is counted against a budget.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sized
from dataclasses import dataclass

from liquid.exceptions import ResourceLimitError

CHECK_EVERY = 256
"""The clock is read once in so many ticks: reading it costs more than a loop step."""

ITEM_CHARACTERS = 8
"""An item of a list counts as so many characters: that is the room it takes."""


@dataclass(frozen=True, slots=True)
class RenderLimits:
    """The budget of one render. The defaults leave ordinary pages more than a hundredfold of what they use."""

    template_characters: int = 128_000
    """Longest template, in characters (UiTemplate.Content of CreateHumanTaskUi)."""
    loop_steps: int = 1_000_000
    """Steps of all loops together; also the longest range."""
    page_characters: int = 16_000_000
    """Longest page: InputContent of 3 MiB is at most five times longer when escaped."""
    produced_characters: int = 32_000_000
    """Characters that filters and captures may produce together; an item of a list counts as eight."""
    integer_bits: int = 4_096
    """Largest whole number arithmetic may give, in bits."""
    cpu_seconds: float = 2.0
    """Processor time of the rendering thread, in seconds; waiting for a busy machine does not count."""


class PageLimitError(ResourceLimitError):
    """A render asked for more than its budget. `code` is the fault's code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message, token=None)
        self.code = code


class Meter:
    """Counts what one render uses and raises `PageLimitError` when a budget is spent."""

    __slots__ = ("_clock", "_deadline", "_ticks", "limits", "loop_steps", "produced")

    def __init__(self, limits: RenderLimits, clock: Callable[[], float] = time.thread_time) -> None:
        self.limits = limits
        self.loop_steps = 0
        self.produced = 0
        self._clock = clock
        self._deadline = clock() + limits.cpu_seconds
        self._ticks = 0

    def tick(self) -> None:
        """Count one small piece of work; now and then look at the clock."""
        self._ticks += 1
        if self._ticks % CHECK_EVERY == 0:
            self.check_time()

    def check_time(self) -> None:
        """Raise when the processor time is used up."""
        if self._clock() > self._deadline:
            message = f"the template ran for more than {self.limits.cpu_seconds:g} s of processor time"
            raise PageLimitError("too-slow", message)

    def steps(self, items: Iterator[object]) -> Iterator[object]:
        """The same items, each counted as one loop step."""
        for item in items:
            self.loop_steps += 1
            if self.loop_steps > self.limits.loop_steps:
                message = f"the template's loops took more than {self.limits.loop_steps:,} steps"
                raise PageLimitError("too-many-loop-steps", message)
            self.tick()
            yield item

    def check_range(self, length: int) -> None:
        """Raise when a range such as `(1..1000000000)` is longer than all loops together may be."""
        if length > self.limits.loop_steps:
            message = f"a range has {length:,} items; at most {self.limits.loop_steps:,} are allowed"
            raise PageLimitError("range-too-long", message)

    def produce(self, amount: int) -> None:
        """Count characters or list items that are about to be, or have just been, made."""
        self.produced += amount
        if self.produced > self.limits.produced_characters:
            message = f"the template produced more than {self.limits.produced_characters:,} characters"
            raise PageLimitError("too-much-output", message)
        if amount > CHECK_EVERY:
            self.check_time()

    def weigh(self, value: object) -> None:
        """Count what a filter gave back."""
        if isinstance(value, int):
            if value.bit_length() > self.limits.integer_bits:
                message = f"arithmetic gave a number of more than {self.limits.integer_bits:,} bits"
                raise PageLimitError("number-too-large", message)
        elif isinstance(value, str):
            self.produce(len(value))
        elif isinstance(value, list | tuple):
            self.produce(len(value) * ITEM_CHARACTERS)

    def weigh_nested(self, value: Sized) -> None:
        """Count every item of lists within lists, before a filter flattens them."""
        waiting: list[object] = [value]
        while waiting:
            item = waiting.pop()
            if isinstance(item, list | tuple):
                self.produce(len(item) * ITEM_CHARACTERS)
                waiting.extend(inner for inner in item if isinstance(inner, list | tuple))
