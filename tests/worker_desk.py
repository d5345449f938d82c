"""A worker at a queue: what the portal's buttons do, as short words for tests."""

from __future__ import annotations

from people_at_work import World, new_id
from truthloop.tasks.answering import submit_answer
from truthloop.tasks.dispatch import QueueOfWorker, Renewal, next_task, open_task, queues, renew_holds, reserve_next
from truthloop.tasks.parting import decline, release, stop_for_later
from truthloop.terms.assignments import Assignment
from truthloop.terms.people import Worker


class Desk:
    """A worker at a queue of one team, ten minutes a task."""

    def __init__(self, world: World, worker: Worker, queue: int) -> None:
        self.world, self.worker, self.queue = world, worker, queue

    def next(self) -> Assignment | None:
        return next_task(self.world.database, self.world.acting(self.worker), self.queue, new_id())

    def got(self) -> Assignment:
        found = self.next()
        assert found is not None
        return found

    def reserved(self) -> Assignment | None:
        return reserve_next(self.world.database, self.world.acting(self.worker), self.queue, new_id())

    def ahead(self) -> Assignment:
        found = self.reserved()
        assert found is not None
        return found

    def open(self, assignment: Assignment) -> Assignment:
        return open_task(self.world.database, self.world.acting(self.worker), assignment.id)

    def renew(self, assignment: Assignment, reserved: Assignment | None = None) -> Renewal:
        acting = self.world.acting(self.worker)
        return renew_holds(self.world.database, acting, assignment.id, None if reserved is None else reserved.id)

    def submit(self, assignment: Assignment) -> str | None:
        sent = self.world.submission(self.worker, assignment.id)
        return submit_answer(self.world.database, self.world.acting(self.worker), sent)

    def decline(self, assignment: Assignment) -> None:
        decline(self.world.database, self.world.acting(self.worker), assignment.id)

    def release(self, assignment: Assignment) -> None:
        release(self.world.database, self.world.acting(self.worker), assignment.id)

    def stop(self, assignment: Assignment) -> None:
        stop_for_later(self.world.database, self.world.acting(self.worker), assignment.id)

    def queues(self) -> list[QueueOfWorker]:
        return queues(self.world.database, self.worker.id, self.world.clock())

    def waiting(self) -> int:
        return self.queues()[0].queue.waiting
