"""What Truthloop does with each operation and field, where that is not simply what AWS does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truthloop.server.operations.own_operation_notes import OWN_NOTES
from truthloop.wire.coverage_page import FieldNote, OperationNotes


def differs(sentence: str) -> FieldNote:
    """Accepted or given, and how it differs."""
    return FieldNote("differs", sentence)


def refused(sentence: str) -> FieldNote:
    """Answered with an error."""
    return FieldNote("refused", sentence)


KEPT: Final = OperationNotes("kept")

TAGS: Final = differs("as AWS, and keys beginning `aws:` or given twice are a `ValidationException`.")
PAGE: Final = differs("100 when it is not given.")
KMS_KEY: Final = differs("recorded and described; the output is not encrypted with it. Encrypt in the store.")
ROLE: Final = differs("recorded and described; nobody is assumed: what a loop may read is what its account may read.")
NO_VPC: Final = refused("`ValidationException`: there is no VPC here.")
NO_CIDRS: Final = refused(
    "`ValidationException` for any network but `0.0.0.0/0` and `::/0`: the portal is not restricted by address yet."
)
NO_BINDING: Final = refused("`ValidationException` when `Enabled`: signed addresses are not bound to a network.")
OIDC: Final = differs(
    "recorded (the client secret sealed) and described; workers sign in with e-mail and password until OIDC comes."
)
POOL: Final = differs("recorded and described; the people are those of `truthloop worker add`.")
TOPIC: Final = differs("recorded and described; as with A2I, nothing is sent to it.")

WORKFORCE_OUT: Final = {
    "SubDomain": differs("host and port of this installation's portal."),
    "Status": differs("always `Active`: nothing has to be set up."),
    "FailureReason": differs("never given."),
    "WorkforceVpcConfig": differs("never given."),
}
WORKTEAM_OUT: Final = {
    "SubDomain": differs("host and port of this installation's portal."),
    "ProductListingIds": differs("never given: there are no vendors here."),
}


def under(prefix: str, notes: Mapping[str, FieldNote]) -> dict[str, FieldNote]:
    """The same notes one level deeper."""
    return {f"{prefix}.{name}": note for name, note in notes.items()}


NOTES: Final[Mapping[str, OperationNotes]] = {
    "CreateHumanTaskUi": OperationNotes(
        "kept",
        inputs={
            "Tags": TAGS,
            "UiTemplate.Content": differs(
                "a template that does not parse, or names an unknown filter, is a `ValidationException` with line and "
                "reason; AWS takes it and every loop fails."
            ),
        },
    ),
    "DescribeHumanTaskUi": OperationNotes(
        "kept",
        outputs={
            "UiTemplate.Url": differs("a signed link to this installation, good for an hour."),
            "HumanTaskUiStatus": differs("always `Active`: deletion is done at once."),
        },
    ),
    "DeleteHumanTaskUi": KEPT,
    "ListHumanTaskUis": OperationNotes("kept", inputs={"MaxResults": PAGE}),
    "RenderUiTemplate": OperationNotes(
        "kept",
        inputs={
            "RoleArn": ROLE,
            "Task.Input": differs("text that is not JSON is a `ValidationException`."),
        },
        outputs={"Errors[].Code": differs("codes of our own, such as `syntax-error` or `unknown-filter`.")},
    ),
    "CreateFlowDefinition": OperationNotes(
        "kept",
        inputs={
            "HumanLoopConfig": differs("needed: without it no loop could start (`ValidationException`)."),
            "HumanLoopConfig.WorkteamArn": refused(
                "`ValidationException` for public and vendor crowds: only AWS can hire them."
            ),
            "HumanLoopConfig.PublicWorkforceTaskPrice": differs("recorded and described; nobody is paid."),
            "HumanLoopConfig.TaskTimeLimitInSeconds": differs("at most 365 days; AWS's ceilings vary."),
            "HumanLoopConfig.TaskAvailabilityLifetimeInSeconds": differs("30 days when not given, at most 365."),
            "HumanLoopRequestSource": differs(
                "recorded, and decides which conditions are allowed; the built-in sources themselves come later."
            ),
            "HumanLoopActivationConfig": differs(
                "checked in full and kept; evaluated once the built-in sources are there. As on AWS, StartHumanLoop "
                "does not look at them."
            ),
            "OutputConfig.S3OutputPath": differs("`s3://bucket[/prefix]` only; `https` is a `ValidationException`."),
            "OutputConfig.KmsKeyId": KMS_KEY,
            "RoleArn": ROLE,
            "Tags": TAGS,
        },
    ),
    "DescribeFlowDefinition": KEPT,
    "DeleteFlowDefinition": OperationNotes(
        "differs", "Its loops are stopped and stay to be described; AWS deletes those that no worker had begun."
    ),
    "ListFlowDefinitions": OperationNotes("kept", inputs={"MaxResults": PAGE}),
    "CreateWorkforce": OperationNotes(
        "kept",
        inputs={
            "CognitoConfig": POOL,
            "OidcConfig": OIDC,
            "SourceIpConfig": NO_CIDRS,
            "WorkforceVpcConfig": NO_VPC,
            "IpAddressType": differs("recorded and described; the network decides."),
            "Tags": TAGS,
        },
    ),
    "UpdateWorkforce": OperationNotes(
        "kept",
        inputs={"OidcConfig": OIDC, "SourceIpConfig": NO_CIDRS, "WorkforceVpcConfig": NO_VPC},
        outputs=under("Workforce", WORKFORCE_OUT),
    ),
    "DescribeWorkforce": OperationNotes("kept", outputs=under("Workforce", WORKFORCE_OUT)),
    "DeleteWorkforce": KEPT,
    "ListWorkforces": OperationNotes("kept", inputs={"MaxResults": PAGE}, outputs=under("Workforces[]", WORKFORCE_OUT)),
    "CreateWorkteam": OperationNotes(
        "kept",
        "An account's first work team brings the workforce `default` with it. At most 100 a Region, where AWS allows "
        "25.",
        inputs={
            "MemberDefinitions": POOL,
            "NotificationConfiguration": TOPIC,
            "WorkerAccessConfiguration": NO_BINDING,
            "Tags": TAGS,
        },
    ),
    "UpdateWorkteam": OperationNotes(
        "kept",
        inputs={
            "MemberDefinitions": POOL,
            "NotificationConfiguration": TOPIC,
            "WorkerAccessConfiguration": NO_BINDING,
        },
        outputs=under("Workteam", WORKTEAM_OUT),
    ),
    "DescribeWorkteam": OperationNotes("kept", outputs=under("Workteam", WORKTEAM_OUT)),
    "DeleteWorkteam": KEPT,
    "ListWorkteams": OperationNotes("kept", inputs={"MaxResults": PAGE}, outputs=under("Workteams[]", WORKTEAM_OUT)),
    "DescribeSubscribedWorkteam": OperationNotes(
        "refused", "`ValidationException`: there are no vendors' work teams here."
    ),
    "ListSubscribedWorkteams": OperationNotes("differs", "Always empty."),
    "AddTags": OperationNotes(
        "kept", "On human task UIs, flow definitions, labeling jobs, workforces and work teams.", inputs={"Tags": TAGS}
    ),
    "ListTags": KEPT,
    "DeleteTags": KEPT,
    "StartHumanLoop": OperationNotes(
        "kept",
        "Every call makes a loop. 402 and 429 only where the operator has set a limit.",
        inputs={"HumanLoopInput.InputContent": differs("3 MiB are counted in bytes of UTF-8.")},
    ),
    "DescribeHumanLoop": OperationNotes(
        "kept",
        outputs={
            "HumanLoopOutput": differs(
                "also of loops that stopped or failed: output.json is written when there is at least one answer."
            )
        },
    ),
    "ListHumanLoops": OperationNotes("kept", inputs={"MaxResults": PAGE}),
    "StopHumanLoop": KEPT,
    "DeleteHumanLoop": KEPT,
    "CreateLabelingJob": OperationNotes(
        "kept",
        "AWS's functions are known by name in every Region; task types of ours (PRE-Polygon, …) are named in the same "
        "manner. The tag `truthloop:consolidation` chooses how answers become labels, `truthloop:order` what comes "
        "before workers first.",
        inputs={
            "HumanTaskConfig.UiConfig": differs("may be empty: the task type's own page is shown then."),
            "HumanTaskConfig.WorkteamArn": refused("`ValidationException` for public and vendor crowds."),
            "HumanTaskConfig.PublicWorkforceTaskPrice": differs("recorded and described; nobody is paid."),
            "HumanTaskConfig.MaxConcurrentTaskCount": differs(
                "1,000 when not given; refilled object by object, so that nobody waits for a slow colleague."
            ),
            "HumanTaskConfig.TaskAvailabilityLifetimeInSeconds": differs(
                "30 days when not given; no job ends at 30 days."
            ),
            "InputConfig.DataSource.SnsDataSource": refused("`ValidationException`: streaming jobs come later."),
            "LabelingJobAlgorithmsConfig": differs(
                "recorded and described, after a check that the algorithm is one for the job's functions; people label "
                "every object until automated labeling comes; the log and the console say so."
            ),
            "StoppingConditions": differs("the job becomes `Stopping`, then `Stopped`."),
            "OutputConfig.KmsKeyId": KMS_KEY,
            "OutputConfig.SnsTopicArn": differs("recorded and described; nothing is sent to it."),
            "RoleArn": ROLE,
            "Tags": TAGS,
        },
    ),
    "DescribeLabelingJob": OperationNotes(
        "kept",
        outputs={
            "LabelCounters.MachineLabeled": differs("always 0."),
            "LabelingJobOutput.FinalActiveLearningModelArn": differs("always empty."),
        },
    ),
    "ListLabelingJobs": OperationNotes("kept", inputs={"MaxResults": PAGE}),
    "ListLabelingJobsForWorkteam": OperationNotes("kept", inputs={"MaxResults": PAGE}),
    "StopLabelingJob": KEPT,
    "GetCallerIdentity": OperationNotes(
        "differs", "A long-lived key is told as a session in the account's one role, `truthloop-execution`."
    ),
    "AssumeRole": OperationNotes(
        "differs",
        "Any role of the caller's own account, or of one in AWS, which stands for it; the session may do what the"
        " account may.",
        inputs={
            "Policy": refused("`ValidationError`: sessions cannot be narrowed."),
            "PolicyArns": refused("`ValidationError`: sessions cannot be narrowed."),
            "SerialNumber": refused("`ValidationError`: there is no second factor."),
            "TokenCode": refused("`ValidationError`: there is no second factor."),
            "ProvidedContexts": refused("`ValidationError`."),
            "Tags": differs("ignored."),
            "TransitiveTagKeys": differs("ignored."),
            "ExternalId": differs("ignored."),
            "SourceIdentity": differs("ignored."),
        },
        outputs={"PackedPolicySize": differs("never given."), "SourceIdentity": differs("never given.")},
    ),
    "GetRole": OperationNotes("differs", "There is one role, `truthloop-execution`; others are `NoSuchEntity`."),
    **OWN_NOTES,
}
