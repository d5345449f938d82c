"""An operator sees who holds what, and can take it back."""

from __future__ import annotations

import json
import uuid

from robots.requester_robot import RequesterRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop

PASSWORD = "held-and-freed-31"


def test_a_held_task_is_listed_with_its_owner_and_end_and_can_be_given_to_a_colleague(
    truthloop: RunningTruthloop,
) -> None:
    team = f"hands-{uuid.uuid4().hex[:8]}"
    emails = [f"{uuid.uuid4().hex[:8]}@example.com" for _ in range(2)]
    for email in emails:
        truthloop.command("worker", "add", email, "--team", team, "--password", PASSWORD)
    requester = RequesterRobot.set_up(truthloop, team=team)
    loop = f"{requester.name}-loop"
    requester.start(loop)
    first, second = (WorkerRobot(truthloop.url, email, PASSWORD) for email in emails)
    first.sign_in()
    second.sign_in()
    queue = first.queue(requester.name)["id"]
    task = first.next(queue)
    assert task is not None
    assert second.next(queue) is None
    (hold,) = [each for each in json.loads(truthloop.command("task", "held", "--json")) if each["human_loop"] == loop]
    assert (hold["email"], hold["status"], hold["until"]) == (emails[0], "working", task["deadline"])
    assert emails[0] in truthloop.command("task", "free", hold["assignment"])
    assert first.next(queue) is None, "it is not offered to the same worker again"
    given = second.next(queue)
    assert given is not None
    second.submit(given["assignment_id"], {"reply": "mine now"})
    requester.wait_status(loop, "Completed")
    truthloop.command("task", "free", hold["assignment"], expect=1)
    first.close()
    second.close()
    requester.close()
