"""Liquid as worker pages speak it: the library's language with our output, captures, limits and filters.

Differences from the library, all towards what Amazon does: every output is escaped, string literals included;
objects and arrays print as compact JSON; there are no other templates to include.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from liquid import Environment, Mode, escape
from liquid.builtin.expressions.primitive import RangeLiteral, StringLiteral
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.echo_tag import EchoTag
from liquid.exceptions import LiquidError, LiquidSyntaxError
from liquid.tag import Tag

from truthloop.templates.liquid_filters import PAGE_FILTERS
from truthloop.templates.liquid_scanner import scan
from truthloop.templates.page_context import PageContext

if TYPE_CHECKING:
    from liquid import BoundTemplate, RenderContext, Token, TokenStream
    from liquid.ast import Node
    from liquid.expression import Expression


class PageOutputNode(OutputNode):
    """`{{ … }}`: the value as text, escaped unless it is marked as HTML."""

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the value."""
        value = self.expression.evaluate(context)
        text = context.shown(value) if isinstance(context, PageContext) else str(value)
        written = str(escape(text))
        # Browsers read a line end written as it is as one character; offsets into the text must count what was sent.
        return buffer.write(written if hasattr(text, "__html__") else written.replace("\r", "&#13;"))


class PageOutput(Output):
    """`{{ … }}`."""

    node_class = PageOutputNode


class PageEchoTag(EchoTag):
    """`{% echo … %}`."""

    node_class = PageOutputNode  # type: ignore[assignment]


class RefusedTag(Tag):
    """A tag that would load another template."""

    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Refuse."""
        message = f"the tag '{self.name}' is not available: a worker template stands alone"
        raise LiquidSyntaxError(message, token=stream.current)


class IncludeTag(RefusedTag):
    """`{% include … %}`."""

    name = "include"


class RenderTag(RefusedTag):
    """`{% render … %}`."""

    name = "render"


class PlainStringLiteral(StringLiteral):
    """Text in quotes, which is escaped when it is shown. The library takes it for HTML."""

    __slots__ = ()

    def evaluate(self, context: RenderContext) -> str:  # noqa: ARG002 - the library's signature
        """The text."""
        return self.value


class BoundedRangeLiteral(RangeLiteral):
    """`(1..n)`, refused when it is longer than all loops together may be.

    Reversing or searching it would take for ever.
    """

    __slots__ = ()

    def evaluate(self, context: RenderContext) -> range:
        """The range."""
        found = super().evaluate(context)
        if isinstance(context, PageContext):
            context.meter.check_range(found.stop - found.start)
        return found


class PageEnvironment(Environment):
    """The language of worker pages. Templates it compiles may be rendered by many threads."""

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        """The scanner that takes time proportional to the template."""
        return scan

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Register the library's tags and filters, then ours over them."""
        super().setup_tags_and_filters(extra=extra)
        for tag in (PageOutput, PageEchoTag, IncludeTag, RenderTag):
            self.add_tag(tag)
        self.filters.update(PAGE_FILTERS)
        del self.filters["safe"]

    def error(self, exc: type[LiquidError] | LiquidError, msg: str | None = None, token: Token | None = None) -> None:
        """Raise `exc`, at the tag it came from when it only knows that an expression ended too early."""
        if isinstance(exc, LiquidError) and exc.token is not None and exc.token.start_index < 0:
            exc.token = token or exc.token
        super().error(exc, msg, token)


PAGE_ENVIRONMENT = PageEnvironment(tolerance=Mode.STRICT, strict_filters=True, autoescape=True)


def compile_template(source: str) -> BoundTemplate:
    """Compile a template. Raises the library's `LiquidError`."""
    template = PAGE_ENVIRONMENT.from_string(source)
    for expression in _expressions(template):
        # The library's parser makes its own literals and offers no place to say which; ours differ in how they
        # evaluate only.
        if type(expression) is StringLiteral:
            expression.__class__ = PlainStringLiteral
        elif type(expression) is RangeLiteral:
            expression.__class__ = BoundedRangeLiteral
    return template


def _expressions(template: BoundTemplate) -> Iterator[Expression]:
    static = PAGE_ENVIRONMENT.template_class.context_class(template)
    nodes: list[Node] = list(template.nodes)
    while nodes:
        node = nodes.pop()
        nodes.extend(node.children(static))
        yield from _within(node.expressions())


def _within(found: Iterable[Expression]) -> Iterator[Expression]:
    waiting = list(found)
    while waiting:
        expression = waiting.pop()
        yield expression
        waiting.extend(expression.children())
