"""Every operation Truthloop offers. One that the wire knows and this table does not is not offered yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truthloop.server.operations import (
    data_object_calls,
    extension_calls,
    flow_definition_calls,
    human_loop_calls,
    human_task_ui_calls,
    identity_calls,
    job_control_calls,
    labeling_job_calls,
    review_calls,
    tag_calls,
    template_rendering_calls,
    worker_quality_calls,
    worker_skill_calls,
    workforce_calls,
    workteam_calls,
)
from truthloop.server.operations.call_context import CallContext, Operation, Params, Subject
from truthloop.terms.resources import Kind


def named(kind: Kind | str, member: str) -> Subject:
    """The ARN of the resource that a parameter names."""

    def subject(context: CallContext, params: Params) -> str:
        return context.place.arn(kind, params[member])

    return subject


def given(member: str) -> Subject:
    """What a parameter says as it is."""
    return lambda _context, params: str(params[member])


HUMAN_TASK_UI = named(Kind.HUMAN_TASK_UI, "HumanTaskUiName")
FLOW_DEFINITION = named(Kind.FLOW_DEFINITION, "FlowDefinitionName")
WORKFORCE = named(Kind.WORKFORCE, "WorkforceName")
WORKTEAM = named(Kind.WORKTEAM, "WorkteamName")
LABELING_JOB = named(Kind.LABELING_JOB, "LabelingJobName")
HUMAN_LOOP = named("human-loop", "HumanLoopName")

OPERATIONS: Final[Mapping[str, Operation]] = {
    "CreateHumanTaskUi": Operation(human_task_ui_calls.create, HUMAN_TASK_UI),
    "DescribeHumanTaskUi": Operation(human_task_ui_calls.describe),
    "DeleteHumanTaskUi": Operation(human_task_ui_calls.delete, HUMAN_TASK_UI),
    "ListHumanTaskUis": Operation(human_task_ui_calls.list_all),
    "RenderUiTemplate": Operation(template_rendering_calls.render_ui_template),
    "CreateFlowDefinition": Operation(flow_definition_calls.create, FLOW_DEFINITION),
    "DescribeFlowDefinition": Operation(flow_definition_calls.describe),
    "DeleteFlowDefinition": Operation(flow_definition_calls.delete, FLOW_DEFINITION),
    "ListFlowDefinitions": Operation(flow_definition_calls.list_all),
    "CreateWorkforce": Operation(workforce_calls.create, WORKFORCE),
    "UpdateWorkforce": Operation(workforce_calls.update, WORKFORCE),
    "DescribeWorkforce": Operation(workforce_calls.describe),
    "DeleteWorkforce": Operation(workforce_calls.delete, WORKFORCE),
    "ListWorkforces": Operation(workforce_calls.list_all),
    "CreateWorkteam": Operation(workteam_calls.create, WORKTEAM),
    "UpdateWorkteam": Operation(workteam_calls.update, WORKTEAM),
    "DescribeWorkteam": Operation(workteam_calls.describe),
    "DeleteWorkteam": Operation(workteam_calls.delete, WORKTEAM),
    "ListWorkteams": Operation(workteam_calls.list_all),
    "DescribeSubscribedWorkteam": Operation(workteam_calls.describe_subscribed),
    "ListSubscribedWorkteams": Operation(workteam_calls.list_subscribed),
    "AddTags": Operation(tag_calls.add, given("ResourceArn")),
    "ListTags": Operation(tag_calls.list_all),
    "DeleteTags": Operation(tag_calls.delete, given("ResourceArn")),
    "StartHumanLoop": Operation(human_loop_calls.start, HUMAN_LOOP),
    "DescribeHumanLoop": Operation(human_loop_calls.describe),
    "ListHumanLoops": Operation(human_loop_calls.list_all),
    "StopHumanLoop": Operation(human_loop_calls.stop, HUMAN_LOOP),
    "DeleteHumanLoop": Operation(human_loop_calls.delete, HUMAN_LOOP),
    "CreateLabelingJob": Operation(labeling_job_calls.create, LABELING_JOB),
    "DescribeLabelingJob": Operation(labeling_job_calls.describe),
    "ListLabelingJobs": Operation(labeling_job_calls.list_all),
    "ListLabelingJobsForWorkteam": Operation(labeling_job_calls.list_for_workteam),
    "StopLabelingJob": Operation(labeling_job_calls.stop, LABELING_JOB),
    "PauseLabelingJob": Operation(job_control_calls.pause, LABELING_JOB),
    "ResumeLabelingJob": Operation(job_control_calls.resume, LABELING_JOB),
    "UpdateLabelingJob": Operation(job_control_calls.update, LABELING_JOB),
    "DescribeLabelingJobSettings": Operation(job_control_calls.describe),
    "ExtendLabelingJob": Operation(extension_calls.extend, LABELING_JOB),
    "ListDataObjects": Operation(data_object_calls.list_all),
    "DescribeDataObject": Operation(data_object_calls.describe),
    "EditLabel": Operation(data_object_calls.edit_label, data_object_calls.data_object),
    "RevertLabel": Operation(data_object_calls.revert_label, data_object_calls.data_object),
    "PutGoldLabels": Operation(worker_quality_calls.put_gold, LABELING_JOB),
    "DescribeWorkerQuality": Operation(worker_quality_calls.describe),
    "PutWorkerSkill": Operation(worker_skill_calls.put, worker_skill_calls.worker),
    "DeleteWorkerSkill": Operation(worker_skill_calls.delete, worker_skill_calls.worker),
    "ListWorkerSkills": Operation(worker_skill_calls.list_all),
    "RequestReviews": Operation(review_calls.request, LABELING_JOB),
    "ListReviews": Operation(review_calls.list_all),
    "AcceptLabel": Operation(review_calls.accept, data_object_calls.data_object),
    "SendBackObject": Operation(review_calls.send_back, data_object_calls.data_object),
    "GetCallerIdentity": Operation(identity_calls.get_caller_identity),
    "AssumeRole": Operation(identity_calls.assume_role, given("RoleArn")),
    "GetRole": Operation(identity_calls.get_role),
}
"""By name: no two services of ours have operations of the same name."""
