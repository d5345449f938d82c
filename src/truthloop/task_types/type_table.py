"""Every task type, and which one a job's functions ask for."""

from __future__ import annotations

from typing import Final

from truthloop.task_types.adjustment_bounding_box.adjustment_bounding_box_type import ADJUSTMENT_BOUNDING_BOX
from truthloop.task_types.adjustment_keypoint.adjustment_keypoint_type import ADJUSTMENT_KEYPOINT
from truthloop.task_types.adjustment_polygon.adjustment_polygon_type import ADJUSTMENT_POLYGON
from truthloop.task_types.adjustment_polyline.adjustment_polyline_type import ADJUSTMENT_POLYLINE
from truthloop.task_types.adjustment_semantic_segmentation.adjustment_semantic_segmentation_type import (
    ADJUSTMENT_SEMANTIC_SEGMENTATION,
)
from truthloop.task_types.bounding_box.bounding_box_type import BOUNDING_BOX
from truthloop.task_types.custom.custom_type import CUSTOM
from truthloop.task_types.image_class_adjustment.image_class_adjustment_type import IMAGE_CLASS_ADJUSTMENT
from truthloop.task_types.image_class_verification.image_class_verification_type import IMAGE_CLASS_VERIFICATION
from truthloop.task_types.image_classification.image_classification_type import IMAGE_CLASSIFICATION
from truthloop.task_types.image_classification_multilabel.image_classification_multilabel_type import (
    IMAGE_CLASSIFICATION_MULTILABEL,
)
from truthloop.task_types.instance_segmentation.instance_segmentation_type import INSTANCE_SEGMENTATION
from truthloop.task_types.keypoint.keypoint_type import KEYPOINT
from truthloop.task_types.named_entity_adjustment.named_entity_adjustment_type import NAMED_ENTITY_ADJUSTMENT
from truthloop.task_types.named_entity_recognition.named_entity_recognition_type import NAMED_ENTITY_RECOGNITION
from truthloop.task_types.named_entity_verification.named_entity_verification_type import NAMED_ENTITY_VERIFICATION
from truthloop.task_types.pass_through.pass_through_type import PASS_THROUGH
from truthloop.task_types.polygon.polygon_type import POLYGON
from truthloop.task_types.polyline.polyline_type import POLYLINE
from truthloop.task_types.semantic_segmentation.semantic_segmentation_type import SEMANTIC_SEGMENTATION
from truthloop.task_types.task_type import TaskType
from truthloop.task_types.text_class_adjustment.text_class_adjustment_type import TEXT_CLASS_ADJUSTMENT
from truthloop.task_types.text_class_verification.text_class_verification_type import TEXT_CLASS_VERIFICATION
from truthloop.task_types.text_classification.text_classification_type import TEXT_CLASSIFICATION
from truthloop.task_types.text_classification_multilabel.text_classification_multilabel_type import (
    TEXT_CLASSIFICATION_MULTILABEL,
)
from truthloop.task_types.verification_bounding_box.verification_bounding_box_type import VERIFICATION_BOUNDING_BOX
from truthloop.task_types.verification_instance_segmentation.verification_instance_segmentation_type import (
    VERIFICATION_INSTANCE_SEGMENTATION,
)
from truthloop.task_types.verification_semantic_segmentation.verification_semantic_segmentation_type import (
    VERIFICATION_SEMANTIC_SEGMENTATION,
)
from truthloop.task_types.video_classification.video_classification_type import VIDEO_CLASSIFICATION

TASK_TYPES: Final[tuple[TaskType, ...]] = (
    IMAGE_CLASSIFICATION,
    IMAGE_CLASSIFICATION_MULTILABEL,
    NAMED_ENTITY_ADJUSTMENT,
    NAMED_ENTITY_RECOGNITION,
    NAMED_ENTITY_VERIFICATION,
    TEXT_CLASSIFICATION,
    IMAGE_CLASS_ADJUSTMENT,
    IMAGE_CLASS_VERIFICATION,
    TEXT_CLASS_ADJUSTMENT,
    TEXT_CLASS_VERIFICATION,
    TEXT_CLASSIFICATION_MULTILABEL,
    VIDEO_CLASSIFICATION,
    PASS_THROUGH,
    CUSTOM,
    BOUNDING_BOX,
    VERIFICATION_BOUNDING_BOX,
    ADJUSTMENT_BOUNDING_BOX,
    SEMANTIC_SEGMENTATION,
    VERIFICATION_SEMANTIC_SEGMENTATION,
    ADJUSTMENT_SEMANTIC_SEGMENTATION,
    POLYGON,
    ADJUSTMENT_POLYGON,
    POLYLINE,
    ADJUSTMENT_POLYLINE,
    KEYPOINT,
    ADJUSTMENT_KEYPOINT,
    INSTANCE_SEGMENTATION,
    VERIFICATION_INSTANCE_SEGMENTATION,
)

BY_NAME: Final = {task_type.name: task_type for task_type in TASK_TYPES}
BY_FUNCTION: Final = {name: task_type for task_type in TASK_TYPES for name in task_type.function_names}
"""By the X of PRE-X and ACS-X."""
