"""An operator sees who holds what, and can take it back."""

from __future__ import annotations

import json
import uuid

from robots.requester_robot import RequesterRobot
from robots.signed_in_team import newcomer
from running_truthloop import RunningTruthloop


def test_a_held_task_is_listed_with_its_owner_and_end_and_can_be_given_to_a_colleague(
    truthloop: RunningTruthloop,
) -> None:
    team = f"hands-{uuid.uuid4().hex[:8]}"
    first, second = newcomer(truthloop, team), newcomer(truthloop, team)
    requester = RequesterRobot.set_up(truthloop, team=team)
    loop = f"{requester.name}-loop"
    requester.start(loop)
    queue = first.queue(requester.name)["id"]
    task = first.next(queue)
    assert task is not None
    assert second.next(queue) is None
    (hold,) = [each for each in json.loads(truthloop.command("task", "held", "--json")) if each["human_loop"] == loop]
    assert (hold["email"], hold["status"], hold["until"]) == (first.email, "working", task["deadline"])
    assert first.email in truthloop.command("task", "free", hold["assignment"])
    assert first.next(queue) is None, "it is not offered to the same worker again"
    given = second.next(queue)
    assert given is not None
    second.submit(given["assignment_id"], {"reply": "mine now"})
    requester.wait_status(loop, "Completed")
    truthloop.command("task", "free", hold["assignment"], expect=1)
    first.close()
    second.close()
    requester.close()
