from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from botocore.model import ServiceModel
from botocore.session import get_session
from botocore.validate import ParamValidator

from people_at_work import PASSWORD, World
from truthloop.storage.database import Database
from truthloop.storage.resource_rows import find_resource
from truthloop.terms.errors import AlreadyExists, Invalid, LimitExceeded, NotFound
from truthloop.terms.resources import Kind, Place
from truthloop.workforce.members import (
    Newcomer,
    add_member,
    choose_language,
    disable,
    enable,
    has_password,
    list_workers,
    members,
    reset,
)
from truthloop.workforce.teams import MOST_TEAMS, add_team, ensure_team, find_team, teams_with_sizes

SOMEBODY = Newcomer(
    "somebody@example.com",
    PASSWORD,
    must_change_password=False,
    entropy=b"12345678",
    sub=str(uuid.uuid4()),
    salt=b"x" * 16,
)


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


def sagemaker() -> ServiceModel:
    return get_session().get_service_model("sagemaker")


def test_the_first_team_brings_the_default_private_workforce_with_it(world: World) -> None:
    team = ensure_team(world.database, world.place, "reviewers", world.clock())
    assert team.arn == "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/reviewers"
    workforce = find_resource(world.database, world.place, Kind.WORKFORCE, "default")
    assert workforce is not None
    assert workforce.arn == "arn:aws:sagemaker:us-east-1:111122223333:workforce/default"
    assert team.request["WorkforceName"] == "default"
    assert team.request["MemberDefinitions"][0]["CognitoMemberDefinition"]["UserGroup"] == "reviewers"


def test_what_describe_will_echo_is_a_request_that_aws_would_take(world: World) -> None:
    team = ensure_team(world.database, world.place, "reviewers", world.clock())
    workforce = find_resource(world.database, world.place, Kind.WORKFORCE, "default")
    assert workforce is not None
    validator = ParamValidator()
    for kind, request in (("Workteam", team.request), ("Workforce", workforce.request)):
        report = validator.validate(request, sagemaker().shape_for(f"Create{kind}Request"))
        assert not report.has_errors(), report.generate_report()


def test_a_team_is_made_once_however_many_ask_at_once(world: World) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: ensure_team(world.database, world.place, "reviewers", world.clock()), range(16)))
    assert len({team.id for team in made}) == 1
    assert world.rows("SELECT kind, count(*) FROM resource GROUP BY kind ORDER BY kind") == [
        ("workforce", 1),
        ("workteam", 1),
    ]


def test_a_team_of_a_taken_name_is_not_made_again(world: World) -> None:
    add_team(world.database, world.place, "reviewers", "Who reviews", world.clock())
    with pytest.raises(AlreadyExists):
        add_team(world.database, world.place, "reviewers", "Others", world.clock())
    assert find_team(world.database, world.place, "reviewers").request["Description"] == "Who reviews"


@pytest.mark.parametrize("name", ["", "-a", "a-", "a b", "a" * 64, "equipe-ção", "a/b", "a\n"])
def test_a_name_that_aws_would_not_take_is_refused(world: World, name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ensure_team(world.database, world.place, name, world.clock())
    assert refusal.value.code == "malformed-team-name"


@pytest.mark.parametrize("description", ["x" * 201, "two\nlines"])
def test_a_description_that_aws_would_not_take_is_refused(world: World, description: str) -> None:
    with pytest.raises(Invalid):
        add_team(world.database, world.place, "reviewers", description, world.clock())


def test_there_are_at_most_25_teams_and_other_regions_have_their_own(world: World) -> None:
    for number in range(MOST_TEAMS):
        world.team(f"team{number}")
    with pytest.raises(LimitExceeded):
        world.team("one-more")
    assert world.team("team3").name == "team3"
    assert ensure_team(world.database, Place(world.place.account_id, "eu-west-1"), "there", world.clock())


def test_a_missing_team_is_reported_with_those_there_are(world: World) -> None:
    world.team("reviewers")
    with pytest.raises(NotFound, match=r"'revewers'.*Teams: reviewers"):
        find_team(world.database, world.place, "revewers")


def test_a_worker_has_an_id_as_a2i_writes_them_and_an_identity_of_its_own(world: World) -> None:
    worker = world.worker("ann@example.com", "reviewers")
    assert len(worker.id) == 16
    assert int(worker.id, 16) >= 0
    assert uuid.UUID(worker.sub).version == 4


def test_a_worker_joins_further_teams_and_is_still_one_person(world: World) -> None:
    first = world.worker("Ann@example.com", "reviewers")
    again = world.worker("ann@EXAMPLE.com", "labelers", password=None)
    assert again == first
    assert [w.email for w in members(world.database, world.team("labelers"))] == ["Ann@example.com"]
    listed = list_workers(world.database, None)
    assert [(row["email"], row["teams"]) for row in listed] == [("Ann@example.com", ["labelers", "reviewers"])]


def test_adding_the_same_member_twice_changes_nothing(world: World) -> None:
    world.worker("ann@example.com", "reviewers")
    newcomer = replace(SOMEBODY, email="ann@example.com")
    added = add_member(world.database, world.team("reviewers"), newcomer, world.clock())
    assert (added.new_worker, added.new_member) == (False, False)


def test_adding_a_worker_does_not_replace_the_password_there_is(world: World) -> None:
    world.worker("ann@example.com", "reviewers")
    with pytest.raises(AlreadyExists) as refusal:
        world.worker("ANN@example.com", "reviewers", "some other password")
    assert refusal.value.code == "worker-exists"


def test_somebody_invited_who_has_no_password_yet_may_be_given_one(world: World) -> None:
    worker = world.worker("ann@example.com", "reviewers", password=None)
    assert not has_password(world.database, worker)
    assert world.worker("ann@example.com", "reviewers") == worker
    assert has_password(world.database, worker)


def test_the_same_person_added_by_many_at_once_is_one_worker(world: World) -> None:
    world.team("reviewers")
    with ThreadPoolExecutor(8) as pool:
        added = list(
            pool.map(lambda n: world.worker(f"{'aA'[n % 2]}nn@example.com", "reviewers", password=None), range(16))
        )
    assert len({worker.id for worker in added}) == 1
    assert len(members(world.database, world.team("reviewers"))) == 1


@pytest.mark.parametrize(
    "email",
    ["", "ann", "ann@", "@example.com", "a b@example.com", "ann@exa mple.com", "ann@-example.com", "a@b@c",
     "ann@x\n.com", "<ann@example.com>", f"{'a' * 250}@example.com", "ann\x00@example.com", "ann@example..com"],
)  # fmt: skip
def test_what_is_no_e_mail_address_is_refused_and_shown(world: World, email: str) -> None:
    with pytest.raises(Invalid, match="is no e-mail address") as refusal:
        world.worker(email, "reviewers")
    assert refusal.value.code == "malformed-email"


@pytest.mark.parametrize(
    "email", ["ann@example.com", " ann@localhost ", "ann+labels@sub.example.co.uk", "안나@예시.한국"]
)
def test_an_e_mail_address_is_taken_without_its_blanks(world: World, email: str) -> None:
    assert world.worker(email, "reviewers").email == email.strip()


def test_a_weak_password_makes_nobody(world: World) -> None:
    with pytest.raises(Invalid):
        world.worker("ann@example.com", "reviewers", "short")
    assert world.scalar("SELECT count(*) FROM worker") == 0


@pytest.mark.parametrize("deed", [disable, reset])
def test_nothing_is_done_to_a_worker_that_does_not_exist(world: World, deed: object) -> None:
    assert callable(deed)
    with pytest.raises(NotFound):
        deed(world.database, "nobody@example.com", world.clock())
    with pytest.raises(NotFound):
        enable(world.database, "nobody@example.com")


def test_a_language_is_one_that_the_portal_speaks_or_the_browsers(world: World) -> None:
    worker = world.worker("ann@example.com", "reviewers")
    choose_language(world.database, worker, "pt-BR")
    assert world.scalar("SELECT language FROM worker") == "pt-BR"
    choose_language(world.database, worker, None)
    assert world.scalar("SELECT language FROM worker") is None
    with pytest.raises(Invalid, match="en, ko, pt-BR"):
        choose_language(world.database, worker, "pt")


def test_teams_are_listed_by_name_with_their_numbers_of_members(world: World) -> None:
    world.worker("ann@example.com", "reviewers")
    world.worker("bob@example.com", "reviewers")
    world.team("empty")
    sizes = [(size.team.name, size.members) for size in teams_with_sizes(world.database, world.place)]
    assert sizes == [("empty", 0), ("reviewers", 2)]
