"""The shapes of plain values that served operations take or give."""

from __future__ import annotations

from collections.abc import Iterator

from botocore.model import ListShape, MapShape, Shape, StructureShape

from truthloop.wire.service_models import SERVED, operation_model


def leaf_shapes() -> dict[str, Shape]:
    """By service and shape name."""
    found: dict[str, Shape] = {}
    for service, names in SERVED.items():
        for name in names:
            operation = operation_model(service, name)
            for top in (operation.input_shape, operation.output_shape):
                if top is not None:
                    found.update({f"{service} {shape.name}": shape for shape in _under(top)})
    return found


def _under(shape: Shape) -> Iterator[Shape]:
    if isinstance(shape, StructureShape):
        for member in shape.members.values():
            yield from _under(member)
    elif isinstance(shape, ListShape):
        yield from _under(shape.member)
    elif isinstance(shape, MapShape):
        yield from _under(shape.key)
        yield from _under(shape.value)
    else:
        yield shape
