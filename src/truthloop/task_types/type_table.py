"""Every task type, and which one a job's functions ask for."""

from __future__ import annotations

from typing import Final

from truthloop.task_types.image_classification.image_classification_type import IMAGE_CLASSIFICATION
from truthloop.task_types.image_classification_multilabel.image_classification_multilabel_type import (
    IMAGE_CLASSIFICATION_MULTILABEL,
)
from truthloop.task_types.task_type import TaskType
from truthloop.task_types.text_classification.text_classification_type import TEXT_CLASSIFICATION
from truthloop.task_types.video_classification.video_classification_type import VIDEO_CLASSIFICATION

TASK_TYPES: Final[tuple[TaskType, ...]] = (
    IMAGE_CLASSIFICATION,
    IMAGE_CLASSIFICATION_MULTILABEL,
    TEXT_CLASSIFICATION,
    VIDEO_CLASSIFICATION,
)

BY_NAME: Final = {task_type.name: task_type for task_type in TASK_TYPES}
BY_FUNCTION: Final = {name: task_type for task_type in TASK_TYPES for name in task_type.function_names}
"""By the X of PRE-X and ACS-X."""
