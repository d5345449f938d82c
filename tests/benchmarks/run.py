"""`make bench`: measures whole paths over HTTP on this machine and writes docs/benchmarks.md.

Client, server, chores, PostgreSQL and object store share the machine. Nothing is switched off: answers are durable
(fsync), the trail is written, output.json files are made by the chores meanwhile.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import psycopg

from benchmarks.cycles import SignedIn, measure_starts, measure_work, sign_in, stamp
from benchmarks.figures import Fact, Rate, machine
from benchmarks.pages import measure_pages
from running_truthloop import RunningTruthloop, discard, make_truthloop

PASSWORD = "a-bench-password-71"
WAITING = 100_000
SECONDS = float(os.environ.get("BENCH_SECONDS", "10"))
TEMPLATE = (Path(__file__).parent.parent.parent / "src/truthloop/demo/ranking.liquid.html").read_text(encoding="utf-8")
CONTENT = json.dumps({"review": "The lamp arrived quickly. " * 8, "answers": ["Thank you!" * 10, "We are sorry." * 10]})


def main() -> None:
    truthloop = make_truthloop()
    try:
        began = time.perf_counter()
        truthloop.start()
        first = time.perf_counter() - began
        truthloop.stop()
        began = time.perf_counter()
        truthloop.start()
        again = time.perf_counter() - began
        facts, rates = measure(truthloop)
        facts = [
            Fact("start-up, empty data folder", f"{first:.1f} s", "< 4 s"),
            Fact("start-up, again", f"{again:.1f} s", "< 4 s"),
            *facts,
        ]
    finally:
        discard(truthloop)
    text = page(facts, rates)
    Path("docs/benchmarks.md").write_text(text, encoding="utf-8")
    print(text)


def measure(truthloop: RunningTruthloop) -> tuple[list[Fact], list[Rate]]:
    flow_arn = prepare(truthloop)
    rates = [measure_starts(truthloop, flow_arn, CONTENT, clients, 3000) for clients in (1, 16, 64)]
    fill_up(truthloop, flow_arn)
    workers, queue_id = workers_of(truthloop)
    for clients in (1, 16, 64):
        rates += measure_work(truthloop.url, workers[:clients], queue_id, SECONDS)
        print(*(each.row() for each in rates[-3:]), sep="\n", flush=True)
    facts = [
        Fact(
            "resident memory of the server after all that",
            resident(truthloop, "supervision.serve"),
            "< 300 MB",
        ),
        Fact("resident memory of the chores", resident(truthloop, "supervision.chores"), ""),
        Fact("output files still to be written when the last cycle ended", f"{unfinished(truthloop):,}", ""),
        *drained(truthloop),
        *measure_pages(truthloop, TEMPLATE, CONTENT, PASSWORD),
    ]
    doubles = double_assignments(truthloop)
    facts.append(Fact("tasks held by two people although one answer was wanted", str(doubles), "0"))
    return facts, rates


def prepare(truthloop: RunningTruthloop) -> str:
    """A team of 64, a template, a flow definition."""
    truthloop.command("worker", "add", "w0@example.com", "--team", "bench", "--password", PASSWORD)
    program = (
        "import sys; from truthloop.cli import app\n"
        "for n in range(1, 64):\n"
        f"    app(['worker', 'add', f'w{{n}}@example.com', '--team', 'bench', '--password', '{PASSWORD}'],"
        " standalone_mode=False)\n"
    )
    subprocess.run([sys.executable, "-c", program], env=truthloop.environment, check=True, capture_output=True)
    truthloop.client("s3").create_bucket(Bucket="bench-results")
    sagemaker = truthloop.client("sagemaker")
    team = sagemaker.describe_workteam(WorkteamName="bench")["Workteam"]["WorkteamArn"]
    interface = sagemaker.create_human_task_ui(HumanTaskUiName="bench", UiTemplate={"Content": TEMPLATE})
    made = sagemaker.create_flow_definition(
        FlowDefinitionName="bench",
        RoleArn="arn:aws:iam::123456789012:role/bench",
        HumanLoopConfig={
            "WorkteamArn": team,
            "HumanTaskUiArn": interface["HumanTaskUiArn"],
            "TaskCount": 1,
            "TaskTitle": "Bench",
            "TaskDescription": "Bench",
        },
        OutputConfig={"S3OutputPath": "s3://bench-results/loops"},
    )
    while sagemaker.describe_flow_definition(FlowDefinitionName="bench")["FlowDefinitionStatus"] != "Active":
        time.sleep(0.1)
    return str(made["FlowDefinitionArn"])


def fill_up(truthloop: RunningTruthloop, flow_arn: str) -> None:
    """As many waiting tasks as the issue of scale asks for; put in by SQL, for starting them takes minutes."""
    with psycopg.connect(database_url(truthloop), autocommit=True) as connection:
        connection.execute(
            """
            WITH pattern AS (SELECT * FROM human_loop WHERE flow_definition_arn = %s ORDER BY id LIMIT 1),
            made AS (
              INSERT INTO human_loop (account_id, region, name, arn, flow_definition_id, flow_definition_arn,
                                      status, input_content, content_classifiers, output_uri, created_at)
              SELECT account_id, region, 'waiting-' || n, arn || n, flow_definition_id, flow_definition_arn,
                     'InProgress', input_content, content_classifiers,
                     's3://bench-results/loops/waiting/' || n || '/output.json', now()
              FROM pattern, generate_series(1, %s) n RETURNING id, flow_definition_id)
            INSERT INTO task (queue_id, human_loop_id, wanted, open_slots, available_until)
            SELECT q.id, made.id, 1, 1, now() + interval '30 days'
            FROM made JOIN queue q ON q.source_id = made.flow_definition_id
            """,
            (flow_arn, WAITING),
        )
        connection.execute("VACUUM ANALYZE")


def workers_of(truthloop: RunningTruthloop) -> tuple[list[SignedIn], str]:
    workers = [sign_in(truthloop.url, f"w{n}@example.com", PASSWORD) for n in range(64)]
    answer = httpx.get(f"{truthloop.url}/portal/api/queues", headers=workers[0].headers, trust_env=False)
    return workers, str(answer.json()["queues"][0]["id"])


def database_url(truthloop: RunningTruthloop) -> str:
    return str(json.loads((truthloop.folder / "running.json").read_text())["database_url"])


def unfinished(truthloop: RunningTruthloop) -> int:
    with psycopg.connect(database_url(truthloop)) as connection:
        row = connection.execute("SELECT count(*) FROM task WHERE status = 'answered'").fetchone()
    return int(row[0]) if row else 0


def drained(truthloop: RunningTruthloop) -> list[Fact]:
    """How quickly the chores write what is left."""
    left, began = unfinished(truthloop), time.perf_counter()
    while unfinished(truthloop):
        time.sleep(0.2)
    seconds = time.perf_counter() - began
    return [
        Fact(
            "output files written per second, nobody else at work",
            f"{left / seconds:,.0f}" if left else "all were written",
            "",
        )
    ]


def double_assignments(truthloop: RunningTruthloop) -> int:
    with psycopg.connect(database_url(truthloop)) as connection:
        row = connection.execute(
            "SELECT count(*) FROM (SELECT task_id FROM answer WHERE NOT late GROUP BY task_id HAVING count(*) > 1) d"
        ).fetchone()
    return int(row[0]) if row else 0


def resident(truthloop: RunningTruthloop, needle: str) -> str:
    process = psutil.Process(truthloop.child_pid(needle))
    total = sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
    return f"{total / 2**20:.0f} MB"


def page(facts: list[Fact], rates: list[Rate]) -> str:
    return "\n".join(
        (
            "# Benchmarks",
            "",
            f"Written by `make bench` on {stamp()}: {machine()}.",
            "Client, server, chores, PostgreSQL and object store share it; answers are durable,",
            f"{WAITING:,} tasks wait, {SECONDS:.0f} s a row.",
            "",
            "| what | clients | per second | median ms | p99 ms | errors |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
            *(figure.row() for figure in rates),
            "",
            "| figure | measured | wanted |",
            "| --- | ---: | ---: |",
            *(fact.row() for fact in facts),
            "",
            "For orientation, measured on the same kind of machine: Label Studio 1.23 gives 8 to 10 cycles a second",
            "alone and 8 to 20 submissions a second with 16 clients, hands 12 % of tasks to two people on its default",
            "database, and shows its first task after 2.3 s and 8 MB.",
            "",
        )
    )


if __name__ == "__main__":
    main()
