from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from functions_at_work import zipped
from truthloop.functions import code_packages
from truthloop.functions.code_packages import check_package, likely_runtime, pack_folder, read_zip, unpack
from truthloop.functions.function_errors import BadFunction
from truthloop.functions.function_terms import Runtime

HANDLER = "lambda_function.lambda_handler"


def test_a_folder_is_packed_alike_each_time_without_what_no_function_needs(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "words.py").write_text("a = 1\n")
    (tmp_path / "lambda_function.py").write_text("def lambda_handler(event, context): ...\n")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "x.pyc").write_bytes(b"x")
    first = pack_folder(tmp_path)
    (tmp_path / "pkg" / "words.py").touch()
    assert pack_folder(tmp_path) == first
    assert zipfile.ZipFile(io.BytesIO(first)).namelist() == ["lambda_function.py", "pkg/words.py"]
    check_package(first, Runtime.PYTHON, HANDLER)
    unpack(first, tmp_path / "out")
    assert (tmp_path / "out" / "pkg" / "words.py").read_text() == "a = 1\n"


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.py").symlink_to("/etc/passwd")
    with pytest.raises(BadFunction, match=r"secret\.py is a symbolic link"):
        pack_folder(tmp_path)


@pytest.mark.parametrize("name", ["../evil.py", "/etc/evil.py", "a/../../evil.py", "..\\evil.py"])
def test_a_zip_that_reaches_outside_of_itself_is_refused(name: str, tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("lambda_function.py", "")
        package.writestr(name, "bad")
    for attempt in (
        lambda: check_package(held.getvalue(), Runtime.PYTHON, HANDLER),
        lambda: unpack(held.getvalue(), tmp_path / "in"),
    ):
        with pytest.raises(BadFunction, match="outside of itself"):
            attempt()
    assert list(tmp_path.rglob("evil.py")) == []


def test_links_in_a_zip_are_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")
    with pytest.raises(BadFunction, match="link in the zip is a link"):
        check_package(held.getvalue(), Runtime.PYTHON, HANDLER)


def test_a_zip_that_unpacks_to_more_than_is_allowed_is_refused_before_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_packages, "LARGEST_UNPACKED", 1000)
    with pytest.raises(BadFunction, match=r"A function may have 0\.0 MiB in 20000 files"):
        check_package(zipped({"lambda_function.py": "#" * 1001}), Runtime.PYTHON, HANDLER)


def test_a_package_too_large_is_refused_with_both_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_packages, "LARGEST_ZIP", 100)
    (tmp_path / "a.zip").write_bytes(b"x" * 101)
    with pytest.raises(BadFunction, match=r"a\.zip is 0\.0 MiB as a zip\. A function may have 0\.0 MiB, as on AWS"):
        read_zip(tmp_path / "a.zip")


def test_what_is_no_zip_or_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadFunction, match="not a zip file"):
        check_package(b"no zip", Runtime.PYTHON, HANDLER)
    with pytest.raises(BadFunction, match="is not a file"):
        read_zip(tmp_path / "none.zip")
    with pytest.raises(BadFunction, match="is not a folder"):
        pack_folder(tmp_path / "none")


@pytest.mark.parametrize(
    ("runtime", "handler", "name"),
    [
        (Runtime.PYTHON, "lambda_function.lambda_handler", "lambda_function.py"),
        (Runtime.PYTHON, "src/app.run", "src/app.py"),
        (Runtime.PYTHON, "src.app.run", "src/app.py"),
        (Runtime.PYTHON, "app.run", "app/__init__.py"),
        (Runtime.NODE, "index.handler", "index.js"),
        (Runtime.NODE, "index.handler", "index.mjs"),
        (Runtime.NODE, "src/index.a.b", "src/index.cjs"),
    ],
)
def test_handlers_are_found_where_lambda_finds_them(runtime: Runtime, handler: str, name: str) -> None:
    check_package(zipped({name: ""}), runtime, handler)


@pytest.mark.parametrize(
    ("names", "handler", "runtime"),
    [
        (["lambda_function.py"], None, Runtime.PYTHON),
        (["index.mjs", "package.json"], None, Runtime.NODE),
        (["index.js", "lambda_function.py"], None, Runtime.PYTHON),
        (["src/app.js"], "src/app.run", Runtime.NODE),
        (["src/app.py"], "src/app.run", Runtime.PYTHON),
        (["readme.txt"], None, Runtime.PYTHON),
    ],
)
def test_the_runtime_is_that_of_the_handlers_file(names: list[str], handler: str | None, runtime: Runtime) -> None:
    assert likely_runtime(zipped(dict.fromkeys(names, "")), handler) is runtime


def test_a_handler_that_is_not_there_is_said_with_what_is() -> None:
    with pytest.raises(BadFunction, match=r"needs a file lambda_function\.py or .*There are: main\.py\."):
        check_package(zipped({"main.py": ""}), Runtime.PYTHON, HANDLER)
    with pytest.raises(BadFunction, match=r"in a folder: mine/lambda_function\.py\. Pack what is inside"):
        check_package(zipped({"mine/lambda_function.py": ""}), Runtime.PYTHON, HANDLER)
    with pytest.raises(BadFunction, match="must be a module and a function"):
        check_package(zipped({"main.py": ""}), Runtime.PYTHON, "main")


@pytest.mark.parametrize(
    ("files", "runtime", "told"),
    [
        ({"pre.py": "import json\ndef handler(event, context):\n    ..."}, Runtime.PYTHON, "--handler pre.handler?"),
        (
            {"a.py": "def lambda_handler(event, _ctx): ...", "b.py": "x = 1"},
            Runtime.PYTHON,
            "--handler a.lambda_handler?",
        ),
        ({"pre.py": "def run(event, context): ...\ndef other(x): ..."}, Runtime.PYTHON, "--handler pre.run?"),
        ({"post.js": "exports.handler = async (event) => 1;"}, Runtime.NODE, "--handler post.handler?"),
        ({"post.mjs": "export const run = async (event) => 1;"}, Runtime.NODE, "--handler post.run?"),
        ({"post.mjs": "export async function run(event) {}"}, Runtime.NODE, "--handler post.run?"),
    ],
)
def test_whoever_names_no_handler_is_told_which_one_is_likely_meant(
    files: dict[str, str], runtime: Runtime, told: str
) -> None:
    handler = {Runtime.PYTHON: HANDLER, Runtime.NODE: "index.handler"}[runtime]
    with pytest.raises(BadFunction) as refused:
        check_package(zipped(files), runtime, handler)
    assert refused.value.message.endswith(f"Did you mean {told}")
