"""What the page of what is served says of Truthloop's own operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truthloop.wire.coverage_page import OperationNotes


def ours(sentence: str) -> OperationNotes:
    """An operation that AWS does not have."""
    return OperationNotes("ours", sentence)


OWN_NOTES: Final[Mapping[str, OperationNotes]] = {
    "PauseLabelingJob": ours(
        "Nobody gets a task until the job is resumed; whoever is in the middle of one may finish. A paused job stays "
        "paused when asked again; one that has ended is a `ConflictException`."
    ),
    "ResumeLabelingJob": ours(
        "The time a job was paused does not count against TaskAvailabilityLifetimeInSeconds. Nothing happens to a job "
        "that is not paused."
    ),
    "UpdateLabelingJob": ours(
        "What is not given stays. MostWorkersPerObject above WorkersPerObject needs WantedConfidence: an object whose "
        "label is less sure gets one more worker at a time, while the team has somebody who has not had it. "
        "StopEarlyAtConfidence is for jobs in which workers choose one class, whose labels no function of the "
        "requester's makes; it holds at once for objects that stand before workers. With "
        "CorrectionSeconds objects wait after their last answer, so that workers can correct theirs; not in a job that "
        "stops. RequiredSkills: only workers who have them get tasks; an empty list takes them back. AwardsSkill is "
        "for jobs in which workers choose one class; without a SkillName the job awards none."
    ),
    "PutWorkerSkill": ours(
        "A worker of one of the account's teams, by email or id; the score takes the place of any other."
    ),
    "DeleteWorkerSkill": ours("A `ResourceNotFoundException` for a skill the worker has not."),
    "ListWorkerSkills": ours("Of one worker, of one skill, or all; AwardedBy is the job that tested it. 100 a page."),
    "DescribeLabelingJobSettings": ours("What holds now; DescribeLabelingJob goes on to give the request as it came."),
    "ExtendLabelingJob": ours(
        "The lines come after those there are, in the output manifest too. For jobs that are InProgress, Completed or "
        "Stopped; the latter go on with everything that waits. A number of labels that had stopped the job holds no "
        "more; a percentage counts the new lines. A manifest that cannot be read ends its extension, not the job."
    ),
    "ListDataObjects": ours("100 a page when MaxResults is not given."),
    "DescribeDataObject": ours(
        "Also for jobs that have ended. Answers that came too late, or were corrected, are shown and marked."
    ),
    "EditLabel": ours(
        "For objects that are `labeled`, in jobs that run or have ended; a `ConflictException` otherwise. The metadata "
        "keeps its type; confidences become 1; the output manifest is written again. Exactly one of Label and Answer; "
        "an Answer is taken where a task type adjusts such labels: boxes, polygons, polylines, keypoints, masks, "
        "entities, several classes. With IfMatch a label that was changed meanwhile is a `ConflictException`."
    ),
    "RevertLabel": ours("Takes no edit out of the history: going back is an edit too."),
    "RequestReviews": ours(
        "Exactly one of ObjectNumbers, BelowConfidence and SampleFraction. A larger SampleFraction chooses the same "
        "objects and more. A review that is pending already is not counted."
    ),
    "ListReviews": ours(
        "In the order they were asked for, 100 a page when MaxResults is not given. Label is the present one while the "
        "review is pending, afterwards the one that was decided on."
    ),
    "AcceptLabel": ours(
        "For objects with a pending review; a `ConflictException` otherwise. An accepted label is not made anew when "
        "the job ends. EditLabel and RevertLabel end a pending review as `fixed`."
    ),
    "SendBackObject": ours(
        "For labeled objects, with or without a pending review, and for failed ones, unless their line cannot be "
        "worked on. A job that is Completed or Stopped is InProgress again for these objects alone, and then ends as "
        "it did; one that is Stopping or Failed is a `ConflictException`. A label that was sent back stands again when "
        "nobody answers in time."
    ),
    "PutGoldLabels": ours(
        "For jobs in which workers choose one class. Gold are lines of the manifest as any other: workers cannot tell, "
        "and their labels are consolidated from answers. All of a call or nothing."
    ),
    "DescribeWorkerQuality": ours(
        "Gold members only for workers who met gold; the mean expects four in five right before anything is known, "
        "weighing as five questions. Compared looks at the first 20,000 labelled objects."
    ),
}
