"""What happens to a call whatever it asks: who signed, how large, how fast, what is written down."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import httpx
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from aws_at_work import MEMBERS, Account, AwsWorld, prepared_flow, refusal, started, told
from truthloop.server.aws_journey import journey_steps
from truthloop.server.aws_journey.call_limits import CallLimits, Pace, read_call_limits
from truthloop.server.operations.operation_table import OPERATIONS
from truthloop.storage.account_rows import disable_key
from truthloop.terms.errors import Invalid, TooManyAttempts
from truthloop.wire.service_models import SERVED
from truthloop.workforce.access_keys import make_client_key

TARGET = {"X-Amz-Target": "SageMaker.ListWorkteams", "Content-Type": "application/x-amz-json-1.1"}


def signed(account: Account, body: bytes = b"{}", headers: dict[str, str] | None = None, path: str = "/") -> AWSRequest:
    request = AWSRequest("POST", account.url + path, headers=headers or TARGET, data=body)
    key = account.key
    SigV4Auth(Credentials(key.id, key.secret, key.session_token), "sagemaker", "us-east-1").add_auth(request)
    return request


def send(request: AWSRequest, content: bytes | None = None) -> httpx.Response:
    prepared = request.prepare()
    headers = {name: value for name, value in prepared.headers.items() if name.lower() != "content-length"}
    body = request.data if content is None else content
    return httpx.request(prepared.method, prepared.url, headers=headers, content=body, trust_env=False)


def code(response: httpx.Response) -> str:
    return str(response.headers["x-amzn-errortype"])


def forget(world: AwsWorld, account: Account) -> httpx.Response:
    assert disable_key(world.database, account.key.id, datetime.now(UTC))
    return send(signed(account))


def test_a_signed_call_is_answered(account: Account) -> None:
    response = send(signed(account))
    assert (response.status_code, response.json()) == (200, {"Workteams": []})
    assert response.headers["x-amzn-requestid"]


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda _world, account: httpx.post(account.url, headers=TARGET, content=b"{}"), "MissingAuthenticationToken"),
        (lambda _world, account: send(signed(account), b'{"NameContains":"x"}'), "InvalidSignature"),
        (forget, "UnrecognizedClient"),
    ],
)
def test_a_call_that_nobody_known_signed_is_refused(
    world: AwsWorld, account: Account, spoil: Callable[[AwsWorld, Account], httpx.Response], expected: str
) -> None:
    response = spoil(world, account)
    assert response.status_code == 400
    assert code(response) == f"{expected}Exception"


def test_a_replayed_call_is_refused_once_its_quarter_of_an_hour_is_over(account: Account) -> None:
    moment = datetime.now(UTC) - timedelta(minutes=16)
    with patch("botocore.auth.get_current_datetime", return_value=moment.replace(tzinfo=None)):
        old = signed(account)
    response = send(old)
    assert code(response) == "InvalidSignatureException"
    assert "Signature expired" in response.text


def test_a_disabled_key_stops_within_seconds(world: AwsWorld, account: Account) -> None:
    assert send(signed(account)).status_code == 200
    assert disable_key(world.database, account.key.id, datetime.now(UTC))
    world.door.keys.kept.clear()  # what the next few seconds would do
    assert code(send(signed(account))) == "UnrecognizedClientException"


def test_the_key_that_signs_what_pages_show_calls_nothing(world: AwsWorld, account: Account) -> None:
    now = datetime.now(UTC)
    key = make_client_key(world.database, world.door.installation.seal, "111122223333", now=now, purpose="pages")
    response = send(signed(Account(account.url, account.place, key)))
    assert code(response) == "UnrecognizedClientException"


def test_a_region_that_is_no_name_is_refused(account: Account) -> None:
    request = AWSRequest("POST", account.url + "/", headers=TARGET, data=b"{}")
    SigV4Auth(Credentials(account.key.id, account.key.secret), "sagemaker", "us_east'1").add_auth(request)
    assert code(send(request)) == "InvalidSignatureException"


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff\xfe", b'{"NameContains": 1}', b'{"NameContains": {}}'])
def test_a_body_that_is_not_what_the_model_says_is_a_serialization_error(account: Account, body: bytes) -> None:
    response = send(signed(account, body))
    assert (response.status_code, code(response)) == (400, "SerializationException")


def test_a_body_over_the_limit_is_refused_before_it_is_read(account: Account) -> None:
    request = signed(account)
    head = [f"{name}: {value}" for name, value in request.prepare().headers.items() if name.lower() != "content-length"]
    host = urlsplit(account.url).netloc
    lines = ["POST / HTTP/1.1", f"Host: {host}", *head, "Content-Length: 99999999", "", ""]
    with socket.create_connection(tuple(host.split(":"))) as connection:  # type: ignore[arg-type]
        connection.sendall("\r\n".join(lines).encode())
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"RequestEntityTooLargeException" in answer


def test_a_body_that_grows_beyond_the_limit_without_saying_so_is_refused(account: Account) -> None:
    def endless() -> Any:
        for _ in range(5):
            yield b" " * 1024 * 1024

    request = signed(account)
    headers = {name: value for name, value in request.prepare().headers.items() if name.lower() != "content-length"}
    response = httpx.post(account.url + "/", headers=headers, content=endless(), trust_env=False)
    assert (response.status_code, code(response)) == (413, "RequestEntityTooLargeException")


def test_an_operation_of_amazons_that_is_not_served_is_unknown(account: Account) -> None:
    with pytest.raises(ClientError) as refused:
        account.sagemaker.list_endpoints()
    assert refusal(refused.value) == ("UnknownOperationException", 400)
    assert "ListEndpoints" in told(refused.value)


NOT_YET = sorted({name for names in SERVED.values() for name in names} - OPERATIONS.keys())


@pytest.mark.parametrize("operation", NOT_YET)
def test_an_operation_that_will_come_says_that_it_is_not_offered_yet(account: Account, operation: str) -> None:
    headers = TARGET | {"X-Amz-Target": f"SageMaker.{operation}"}
    body = json.dumps(WHOLE.get(operation, {})).encode()
    response = send(signed(account, body, headers))
    assert (response.status_code, code(response)) == (400, "UnknownOperationException")
    assert f"'{operation}' is not offered yet" in response.text


ROLE = "arn:aws:iam::111122223333:role/Any"
TEAM = "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/team"
WHOLE: dict[str, dict[str, Any]] = {
    "DescribeLabelingJob": {"LabelingJobName": "job"},
    "StopLabelingJob": {"LabelingJobName": "job"},
    "ListLabelingJobsForWorkteam": {"WorkteamArn": TEAM},
    "CreateLabelingJob": {
        "LabelingJobName": "job",
        "LabelAttributeName": "label",
        "RoleArn": ROLE,
        "InputConfig": {"DataSource": {"S3DataSource": {"ManifestS3Uri": "s3://bucket/manifest"}}},
        "OutputConfig": {"S3OutputPath": "s3://bucket/out"},
        "HumanTaskConfig": {
            "WorkteamArn": TEAM,
            "UiConfig": {"UiTemplateS3Uri": "s3://bucket/page.html"},
            "TaskTitle": "t",
            "TaskDescription": "d",
            "NumberOfHumanWorkersPerDataObject": 1,
            "TaskTimeLimitInSeconds": 60,
        },
    },
}


def test_a_fault_of_ours_tells_nothing_but_the_request_id(world: AwsWorld, account: Account) -> None:
    for call, expected in ((account.sagemaker.list_workteams, "InternalFailure"), (broken_loop(account), None)):
        with broken_table(world), pytest.raises(ClientError) as failed:
            call()
        name, status = refusal(failed.value)
        assert (name, status) == (expected or "InternalServerException", 500)
        assert failed.value.response["ResponseMetadata"]["RequestId"] in told(failed.value)
        assert "gone" not in str(failed.value.response)
        assert "Traceback" not in str(failed.value.response)


@contextmanager
def broken_table(world: AwsWorld) -> Iterator[None]:
    world.run("ALTER TABLE resource RENAME TO gone")
    try:
        yield
    finally:
        world.run("ALTER TABLE gone RENAME TO resource")


def broken_loop(account: Account) -> Callable[[], Any]:
    arn = "arn:aws:sagemaker:us-east-1:111122223333:flow-definition/x"
    return lambda: account.a2i.list_human_loops(FlowDefinitionArn=arn)


def test_every_call_that_changes_something_is_in_the_audit_trail(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    started(account, flow, "loop-1")
    with pytest.raises(ClientError):
        started(account, flow, "loop-1")
    account.a2i.describe_human_loop(HumanLoopName="loop-1")
    lines = world.rows("SELECT actor, action, subject, outcome, source_ip FROM audit ORDER BY id")
    who = f"arn:aws:sts::111122223333:assumed-role/truthloop-execution/{account.key.id}"
    prefix = "arn:aws:sagemaker:us-east-1:111122223333:"
    assert lines == [
        (who, "CreateWorkteam", f"{prefix}workteam/private-crowd/reviews-team", "ok", "127.0.0.1"),
        (who, "CreateHumanTaskUi", f"{prefix}human-task-ui/reviews-ui", "ok", "127.0.0.1"),
        (who, "CreateFlowDefinition", f"{prefix}flow-definition/reviews", "ok", "127.0.0.1"),
        (who, "StartHumanLoop", f"{prefix}human-loop/loop-1", "ok", "127.0.0.1"),
        (who, "StartHumanLoop", f"{prefix}human-loop/loop-1", "ConflictException", "127.0.0.1"),
    ]


def test_the_audit_line_names_the_request_that_the_answer_names(world: AwsWorld, account: Account) -> None:
    made = account.sagemaker.create_human_task_ui(HumanTaskUiName="page", UiTemplate={"Content": "x"})
    request_id = made["ResponseMetadata"]["RequestId"]
    assert world.rows("SELECT request_id FROM audit") == [(request_id,)]


def test_a_refused_change_is_in_the_trail_too(world: AwsWorld, account: Account) -> None:
    with pytest.raises(ClientError):
        account.sagemaker.create_human_task_ui(HumanTaskUiName="NOT lower", UiTemplate={"Content": "x"})
    with pytest.raises(ClientError):
        account.sagemaker.create_workteam(WorkteamName="a\x00b", MemberDefinitions=MEMBERS, Description="d")
    with pytest.raises(ClientError):
        account.sagemaker.create_workteam(Description="d")
    subjects = world.rows("SELECT subject, outcome FROM audit ORDER BY id")
    assert [outcome for _, outcome in subjects] == ["ValidationException"] * 3
    assert [subject.rpartition("/")[2] for subject, _ in subjects] == ["NOT lower", "a\ufffdb", ""]


def test_every_operation_that_changes_something_says_to_what() -> None:
    changing = (
        "Create",
        "Update",
        "Delete",
        "Add",
        "Start",
        "Stop",
        "Assume",
        "Pause",
        "Resume",
        "Edit",
        "Revert",
        "Put",
        "Request",
        "Accept",
        "Send",
        "Extend",
    )
    silent = [name for name, operation in OPERATIONS.items() if operation.subject is None]
    assert [name for name in silent if name.startswith(changing)] == []
    assert [name for name in OPERATIONS if name not in silent and not name.startswith(changing)] == []


def test_the_steps_of_the_journey_are_in_their_order() -> None:
    names = [step.__name__ for step in journey_steps.STEPS]
    assert names.index("authenticate") < names.index("keep_pace") < names.index("read_parameters")
    assert names[-2:] == ["check_parameters", "perform"]


MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def test_a_pace_lets_a_burst_through_then_so_many_a_second() -> None:
    pace = Pace(2.0)
    for _ in range(10):
        pace.take("a", MORNING)
    with pytest.raises(TooManyAttempts):
        pace.take("a", MORNING)
    pace.take("b", MORNING)
    later = MORNING + timedelta(seconds=1)
    pace.take("a", later)
    pace.take("a", later)
    with pytest.raises(TooManyAttempts):
        pace.take("a", later)


def test_a_clock_that_goes_back_takes_nothing_away() -> None:
    pace = Pace(1.0)
    pace.take("a", MORNING)
    pace.take("a", MORNING - timedelta(days=1))
    assert pace.buckets["a"].tokens == 3.0


def test_without_limits_there_is_no_pace() -> None:
    pace = Pace(CallLimits().calls_per_second)
    for _ in range(10_000):
        pace.take("a", MORNING)
    assert pace.buckets == {}


def test_limits_come_from_the_environment_or_are_none() -> None:
    given = {"TRUTHLOOP_RUNNING_LOOPS": "100", "TRUTHLOOP_CALLS_PER_SECOND": "2.5"}
    assert read_call_limits(given) == CallLimits(100, 2.5)
    assert read_call_limits({"TRUTHLOOP_RUNNING_LOOPS": " "}) == CallLimits(None, None)


@pytest.mark.parametrize("text", ["0", "-1", "many", "nan", "inf"])
def test_a_limit_that_is_no_number_above_zero_is_refused_by_name(text: str) -> None:
    with pytest.raises(Invalid, match="TRUTHLOOP_CALLS_PER_SECOND"):
        read_call_limits({"TRUTHLOOP_CALLS_PER_SECOND": text})
