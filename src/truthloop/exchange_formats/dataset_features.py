"""Columns of a Parquet file together with what Hugging Face `datasets` is told of them.

A column is an Arrow type and a feature; the features stand as JSON in the schema's metadata under `huggingface`,
where `datasets.load_dataset("parquet", …)` finds them (datasets 1 to 5: Features.arrow_schema and from_arrow_schema).
Lists are called `Sequence`, the one name that every version since 1.0 understands; a feature whose Arrow type is not
exactly that of its column is ignored by `datasets`, so both are made together here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import pyarrow as pa

METADATA_KEY = b"huggingface"


@dataclass(frozen=True, slots=True)
class Feature:
    """One column, or a part of one."""

    arrow: Any
    """pyarrow.DataType"""
    said: Any
    """The feature as JSON."""


TEXT = Feature(pa.string(), {"dtype": "string", "_type": "Value"})
WHOLE = Feature(pa.int64(), {"dtype": "int64", "_type": "Value"})
REAL = Feature(pa.float64(), {"dtype": "float64", "_type": "Value"})
YES_NO = Feature(pa.bool_(), {"dtype": "bool", "_type": "Value"})
PICTURE = Feature(pa.struct({"bytes": pa.binary(), "path": pa.string()}), {"_type": "Image"})
"""The bytes of a picture, which `datasets` decodes."""


def class_of(names: Sequence[str]) -> Feature:
    """A class number with the names; an empty list of names makes a plain number, as `ClassLabel` needs one."""
    return Feature(pa.int64(), {"names": list(names), "_type": "ClassLabel"}) if names else WHOLE


def many(one: Feature) -> Feature:
    """A list of them, of any length."""
    return Feature(pa.list_(one.arrow), {"feature": one.said, "length": -1, "_type": "Sequence"})


def parts(given: Mapping[str, Feature]) -> Feature:
    """An object with these keys."""
    return Feature(pa.struct({name: each.arrow for name, each in given.items()}), {k: v.said for k, v in given.items()})


def schema_of(columns: Mapping[str, Feature]) -> Any:  # noqa: ANN401 - pyarrow says no types
    """The pyarrow.Schema of the columns with its metadata."""
    features = {"info": {"features": {name: each.said for name, each in columns.items()}}}
    fields = [pa.field(name, each.arrow) for name, each in columns.items()]
    return pa.schema(fields, metadata={METADATA_KEY: orjson.dumps(features)})


def features_of(schema: Any) -> dict[str, Any]:  # noqa: ANN401 - a pyarrow.Schema
    """The features that a file's schema tells, by column; empty when it was not written for `datasets`."""
    said = (schema.metadata or {}).get(METADATA_KEY)
    if said is None:
        return {}
    try:
        found = orjson.loads(said)["info"]["features"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def class_names(feature: object) -> list[str] | None:
    """The names of a class feature, however deep in lists it stands; None when it is none."""
    while isinstance(feature, list | dict) and not (isinstance(feature, dict) and "names" in feature):
        inner = feature[:1] if isinstance(feature, list) else [feature.get("feature")]
        feature = inner[0] if inner else None
    if not isinstance(feature, dict) or not isinstance(feature["names"], list):
        return None
    return [str(name) for name in feature["names"]]
