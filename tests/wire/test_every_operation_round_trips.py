"""botocore is the oracle: what it writes we read back, what we write it reads back, for every operation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from botocore.awsrequest import HeadersDict, create_request_object, prepare_request_dict
from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, OperationModel, ServiceModel, Shape, StructureShape
from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from hypothesis import given, settings
from hypothesis import strategies as st

from truthloop.wire.error_writing import respond_error
from truthloop.wire.exchange import WireRequest, wire_request
from truthloop.wire.operation_routing import Route, route
from truthloop.wire.request_parsing import parse
from truthloop.wire.response_writing import respond
from truthloop.wire.service_models import MODELS_FOLDER, PROTOCOLS, SERVED, error_shapes, operation_model, service_model
from truthloop.wire.timestamp_formats import from_epoch, from_text, to_epoch, to_iso
from truthloop.wire.wire_errors import WireError

LOADER = Loader(extra_search_paths=[str(MODELS_FOLDER)])
WHOLE = {name: ServiceModel(LOADER.load_service_model(name, "service-2"), name) for name in SERVED}
OPERATIONS = [(service, name) for service, names in SERVED.items() for name in names]
XML_SAFE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
START, END = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def texts(characters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.text(characters, max_size=12)


def moments(step: timedelta) -> st.SearchStrategy[datetime]:
    """Times that are whole steps, near enough to today for a float to hold their microseconds."""
    first = datetime(1971, 1, 1, tzinfo=UTC)
    return st.integers(0, timedelta(days=36500) // step).map(lambda count: first + count * step)


def values(shape: Shape, characters: st.SearchStrategy[str], step: timedelta, *, full: bool) -> st.SearchStrategy[Any]:
    """Values of a shape's types, its limits ignored; ``full`` structures have at least one member."""
    if isinstance(shape, StructureShape):
        parts = {name: values(member, characters, step, full=full) for name, member in shape.members.items()}
        return st.fixed_dictionaries({}, optional=parts).filter(lambda made: bool(made) or not (full and parts))
    if isinstance(shape, ListShape):
        return st.lists(values(shape.member, characters, step, full=full), max_size=3)
    if isinstance(shape, MapShape):
        return st.dictionaries(texts(characters), values(shape.value, characters, step, full=full), max_size=3)
    return {
        "string": texts(characters),
        "integer": st.integers(-(2**31), 2**31 - 1),
        "long": st.integers(-(2**63), 2**63 - 1),
        "double": st.floats(allow_nan=False, allow_infinity=False),
        "boolean": st.booleans(),
        "timestamp": moments(step),
        "blob": st.binary(max_size=12),
    }[shape.type_name]


def inputs(operation: OperationModel) -> st.SearchStrategy[dict[str, Any]]:
    shape = operation.input_shape
    assert shape is not None
    query = operation.service_model.metadata["protocol"] == "query"
    made = values(shape, st.characters(codec="utf-8"), timedelta(microseconds=1), full=query)
    in_path = {name for name, member in shape.members.items() if member.serialization.get("location") == "uri"}
    names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(lambda text: text not in {".", ".."})
    return st.tuples(made, st.fixed_dictionaries(dict.fromkeys(in_path, names))).map(lambda pair: pair[0] | pair[1])


def as_sent(operation: OperationModel, params: Mapping[str, Any]) -> WireRequest:
    """The request that botocore would put on the network."""
    protocol = operation.service_model.metadata["protocol"]
    serialized = create_serializer(protocol, include_validation=False).serialize_to_request(params, operation)
    prepare_request_dict(serialized, endpoint_url="http://127.0.0.1:8080", context={})
    prepared = create_request_object(serialized).prepare()
    path, _, query = prepared.url.removeprefix("http://127.0.0.1:8080").partition("?")
    scope = operation.service_model.signing_name
    headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential=a/20260101/r/{scope}/aws4_request", **prepared.headers}
    body = prepared.body or b""
    raw = [(name.encode(), value if isinstance(value, bytes) else value.encode()) for name, value in headers.items()]
    return wire_request(
        prepared.method, path.encode(), query.encode(), raw, body.encode() if isinstance(body, str) else body
    )


@pytest.mark.parametrize(("service", "name"), OPERATIONS)
@given(data=st.data())
@settings(max_examples=30)
def test_what_botocore_sends_is_what_we_read(service: str, name: str, data: st.DataObject) -> None:
    params = data.draw(inputs(WHOLE[service].operation_model(name)))
    request = as_sent(WHOLE[service].operation_model(name), params)
    assert route(request) == Route(service, name)
    assert parse(request, operation_model(service, name)) == params


@pytest.mark.parametrize(("service", "name"), OPERATIONS)
@given(data=st.data())
@settings(max_examples=30)
def test_what_we_answer_is_what_botocore_reads(service: str, name: str, data: st.DataObject) -> None:
    whole = WHOLE[service].operation_model(name)
    protocol = PROTOCOLS[service]
    characters = XML_SAFE if protocol == "query" else st.characters(codec="utf-8")
    shape = whole.output_shape or StructureShape("Nothing", {"type": "structure", "members": {}})
    output = data.draw(values(shape, characters, timedelta(milliseconds=1), full=False))
    answer = respond(operation_model(service, name), output, "request-1")
    sent = {"status_code": answer.status, "headers": HeadersDict(answer.headers), "body": answer.body}
    read = create_parser(protocol).parse(sent, whole.output_shape)
    metadata = read.pop("ResponseMetadata")
    assert (metadata["RequestId"], metadata["HTTPStatusCode"]) == ("request-1", 200)
    policy = read.get("Role", {}).get("AssumeRolePolicyDocument") if name == "GetRole" else None
    if policy is not None:
        read["Role"]["AssumeRolePolicyDocument"] = unquote(policy)  # boto3 does this above the parser
    assert read == output


@pytest.mark.parametrize("service", SERVED)
def test_the_cut_models_say_what_the_whole_ones_say(service: str) -> None:
    for name in SERVED[service]:
        cut, whole = operation_model(service, name), WHOLE[service].operation_model(name)
        for ours, theirs in ((cut.input_shape, whole.input_shape), (cut.output_shape, whole.output_shape)):
            assert _description(ours) == _description(theirs)
        assert [shape.name for shape in cut.error_shapes] == [shape.name for shape in whole.error_shapes]


def _description(shape: Shape | None) -> object:
    if shape is None:
        return None
    children: object = None
    if isinstance(shape, StructureShape):
        children = {name: _description(member) for name, member in shape.members.items()}
    elif isinstance(shape, ListShape):
        children = _description(shape.member)
    elif isinstance(shape, MapShape):
        children = (_description(shape.key), _description(shape.value))
    return (shape.name, shape.type_name, dict(shape.metadata), dict(shape.serialization), children)


def test_the_cut_models_hold_a_small_part_of_the_whole() -> None:
    assert len(service_model("sagemaker").shape_names) * 10 < len(WHOLE["sagemaker"].shape_names)


@pytest.mark.parametrize(("service", "name"), OPERATIONS)
def test_every_error_an_operation_models_is_read_back_with_its_members_and_status(service: str, name: str) -> None:
    for shape in WHOLE[service].operation_model(name).error_shapes:
        error = WireError(shape.error_code, "Why <so> & ünlike")
        answer = respond_error(error, service, "request-1", name)
        sent = {"status_code": answer.status, "headers": HeadersDict(answer.headers), "body": answer.body}
        assert answer.status == shape.metadata.get("error", {}).get("httpStatusCode", 400)
        found = create_parser(PROTOCOLS[service]).parse(sent, None)["Error"]
        assert (found["Code"], found["Message"]) == (shape.error_code, "Why <so> & ünlike")
        member = next(iter(shape.members))
        if PROTOCOLS[service] != "query":  # Query says Message outside the modelled shape
            assert create_parser(PROTOCOLS[service]).parse(sent, shape)[member] == "Why <so> & ünlike"


def test_every_service_models_some_error_or_is_sts() -> None:
    assert {service for service in SERVED if any(error_shapes(service, None))} == set(SERVED)


@given(moments(timedelta(microseconds=1)))
def test_times_survive_both_forms_to_the_millisecond(moment: datetime) -> None:
    whole = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert from_epoch(to_epoch(moment)) == whole
    assert from_text(to_iso(moment)) == whole


@given(st.floats() | st.integers())
def test_a_number_is_a_time_or_a_value_error(number: float) -> None:
    try:
        moment = from_epoch(number)
    except ValueError:
        return
    assert moment.tzinfo is UTC


def test_times_are_read_as_clients_write_them() -> None:
    wanted = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    for text in ("2026-01-02T03:04:05Z", "2026-01-02T04:04:05+01:00", "2026-01-02T03:04:05", "1767323045"):
        assert from_text(text) == wanted
    assert from_text("1.767323045E9") == wanted


def test_an_output_member_that_the_model_does_not_have_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="StartHumanLoopResponse has no member Arn"):
        respond(operation_model("sagemaker-a2i-runtime", "StartHumanLoop"), {"Arn": "x"}, "r")


def test_characters_that_xml_cannot_carry_are_made_harmless() -> None:
    identity = {"UserId": "a\0b\x1b\ud7ff", "Account": "]]>&<"}
    answer = respond(operation_model("sts", "GetCallerIdentity"), identity, "r")
    sent = {"status_code": 200, "headers": HeadersDict(answer.headers), "body": answer.body}
    read = create_parser("query").parse(sent, operation_model("sts", "GetCallerIdentity").output_shape)
    assert read["UserId"] == "a\ufffdb\ufffd\ud7ff"
    assert read["Account"] == "]]>&<"
