"""Where a human loop's result is written: six folders of its creation time, in UTC.

Source: Augmented AI developer guide, "Use and Monitor output data".
"""

from __future__ import annotations

from datetime import UTC, datetime

from truthloop.storage.objects.s3_uri import S3Uri, below


def loop_output_uri(output: S3Uri, flow_definition_name: str, loop_name: str, created_at: datetime) -> S3Uri:
    """`{output}/{flow-definition-name}/YYYY/MM/DD/hh/mm/ss/{loop}/output.json`."""
    moment = created_at.astimezone(UTC)
    return below(
        output, flow_definition_name, *moment.strftime("%Y/%m/%d/%H/%M/%S").split("/"), loop_name, "output.json"
    )
