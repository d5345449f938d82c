"""AWS's own service models, cut down to what is served, and ours beside them.

botocore ships one JSON model a service; SageMaker's has 3,200 shapes, of which human work needs 219.
A model is read once, at first use, the shapes no served operation reaches are dropped, and the rest
stays (AWS's four services: about 0.2 s to read and 9 MB of resident memory). What AWS has no operation for
stands in a model of our own in the same form, so that boto3 can call it (`truthloop models`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape

from truthloop.wire.wire_errors import UnknownOperation

Protocol = Literal["json", "rest-json", "query", "s3"]

SAGEMAKER: Final = "sagemaker"
A2I: Final = "sagemaker-a2i-runtime"
STS: Final = "sts"
IAM: Final = "iam"
S3: Final = "s3"
TRUTHLOOP: Final = "truthloop"

MODELS_FOLDER: Final = Path(__file__).parent / "models"
"""Our own service model, laid out as botocore looks for them (AWS_DATA_PATH)."""

PROTOCOLS: Final[Mapping[str, Protocol]] = {
    SAGEMAKER: "json",
    A2I: "rest-json",
    STS: "query",
    IAM: "query",
    S3: "s3",
    TRUTHLOOP: "json",
}
"""The services one address answers for, and how each speaks. S3 has no model here: it is passed on."""

SERVED: Final[Mapping[str, tuple[str, ...]]] = {
    SAGEMAKER: (
        "CreateHumanTaskUi",
        "DescribeHumanTaskUi",
        "DeleteHumanTaskUi",
        "ListHumanTaskUis",
        "RenderUiTemplate",
        "CreateFlowDefinition",
        "DescribeFlowDefinition",
        "DeleteFlowDefinition",
        "ListFlowDefinitions",
        "CreateWorkforce",
        "UpdateWorkforce",
        "DescribeWorkforce",
        "DeleteWorkforce",
        "ListWorkforces",
        "CreateWorkteam",
        "UpdateWorkteam",
        "DescribeWorkteam",
        "DeleteWorkteam",
        "ListWorkteams",
        "DescribeSubscribedWorkteam",
        "ListSubscribedWorkteams",
        "AddTags",
        "ListTags",
        "DeleteTags",
        "CreateLabelingJob",
        "DescribeLabelingJob",
        "StopLabelingJob",
        "ListLabelingJobs",
        "ListLabelingJobsForWorkteam",
    ),
    A2I: (
        "StartHumanLoop",
        "DescribeHumanLoop",
        "ListHumanLoops",
        "StopHumanLoop",
        "DeleteHumanLoop",
    ),
    STS: ("GetCallerIdentity", "AssumeRole"),
    IAM: ("GetRole",),
    TRUTHLOOP: (
        "PauseLabelingJob",
        "ResumeLabelingJob",
        "UpdateLabelingJob",
        "DescribeLabelingJobSettings",
        "ListDataObjects",
        "DescribeDataObject",
        "EditLabel",
        "RevertLabel",
        "PutGoldLabels",
        "DescribeWorkerQuality",
        "ExtendLabelingJob",
        "PutWorkerSkill",
        "DeleteWorkerSkill",
        "ListWorkerSkills",
        "RequestReviews",
        "ListReviews",
        "AcceptLabel",
        "SendBackObject",
    ),
}
"""The operations of the human-in-the-loop subset, in the order ``docs/coverage.md`` lists them."""


def operation_model(service: str, operation: str) -> OperationModel:
    """The botocore model of one served operation; raises UnknownOperation for any other name."""
    if operation not in SERVED.get(service, ()):
        raise unknown_operation(service, f"The operation '{operation}' of {service}")
    return service_model(service).operation_model(operation)


def unknown_operation(service: str, what: str) -> UnknownOperation:
    """The error, in the form of the service's protocol, for a call that nobody answers here.

    Statuses seen from AWS: 400 from JSON and Query services, 404 from REST services.
    """
    message = f"{what} is not served by Truthloop; docs/coverage.md lists what is."
    if PROTOCOLS[service] == "query":
        return UnknownOperation(message, code="InvalidAction")
    return UnknownOperation(message, status=400 if PROTOCOLS[service] == "json" else 404)


@cache
def service_model(service: str) -> ServiceModel:
    """The model of one service, holding only what its served operations reach."""
    # botocore's own path and ours only: a model in a user's ~/.aws/models must not change what we accept.
    loader = Loader(
        extra_search_paths=[Loader.BUILTIN_DATA_PATH, str(MODELS_FOLDER)], include_default_search_paths=False
    )
    whole = loader.load_service_model(service, "service-2")
    return ServiceModel(_trimmed(whole, SERVED[service]), service)


def load_service_models() -> None:
    """Read all models now, so that no request pays for it."""
    for service in SERVED:
        service_model(service)


def error_shapes(service: str, operation: str | None) -> Iterator[Shape]:
    """The modelled errors of an operation first, then every other error its service knows."""
    if service not in SERVED:
        return
    model = service_model(service)
    if operation in SERVED[service]:
        yield from model.operation_model(operation).error_shapes
    yield from model.error_shapes


def _trimmed(whole: Mapping[str, Any], operations: Iterable[str]) -> dict[str, Any]:
    kept = {name: _plain(whole["operations"][name]) for name in operations}
    names = _reachable(whole["shapes"], kept.values())
    return {
        "metadata": _plain(whole["metadata"]),
        "operations": kept,
        "shapes": {name: _plain(whole["shapes"][name]) for name in sorted(names)},
    }


def _reachable(shapes: Mapping[str, Any], operations: Iterable[Mapping[str, Any]]) -> set[str]:
    waiting = [shape for operation in operations for shape in _references(operation)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(_references(shapes[name]))
    return seen


def _references(node: object) -> Iterator[str]:
    """Every ``{"shape": NAME}`` under a part of the model."""
    if isinstance(node, Mapping):
        if isinstance(node.get("shape"), str):
            yield node["shape"]
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)


def _plain(node: Any) -> Any:  # noqa: ANN401 - a JSON tree
    """A copy in plain dictionaries, without documentation (which is nine tenths of the text)."""
    if isinstance(node, Mapping):
        return {
            key: _plain(child) for key, child in node.items() if not (key == "documentation" and isinstance(child, str))
        }
    return [_plain(child) for child in node] if isinstance(node, list) else node
