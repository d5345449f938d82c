"""Packages of code: a folder or zip of a user's, packed, looked at before it is taken, and unpacked to be run.

The sizes are those of AWS Lambda: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from truthloop.functions.function_errors import BadFunction
from truthloop.functions.function_terms import DEFAULT_HANDLERS, Runtime
from truthloop.functions.handler_guesses import likely_handlers

MIB: Final = 2**20
LARGEST_ZIP: Final = 50 * MIB
LARGEST_UNPACKED: Final = 250 * MIB
MOST_FILES: Final = 20_000
LEFT_OUT: Final = frozenset({".git", "__pycache__", ".DS_Store", ".venv", ".pytest_cache"})
"""What folders hold that no function needs."""
ENDINGS: Final = {
    Runtime.PYTHON: (".py", "/__init__.py"),
    Runtime.NODE: (".js", ".mjs", ".cjs", "/index.js", "/index.mjs"),
}
READ_FOR_HANDLERS: Final = 20
_MOMENT: Final = (2020, 1, 1, 0, 0, 0)
"""Every file's time in a package: the same code gives the same bytes."""


def pack_folder(folder: Path) -> bytes:
    """A zip of everything in a folder, always the same for the same files; `BadFunction` says why not."""
    if not folder.is_dir():
        raise BadFunction(f"{folder} is not a folder.")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for path in files_below(folder):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if os.access(path, os.X_OK) else 0o644) << 16
            package.writestr(entry, path.read_bytes())
    return checked_size(held.getvalue(), str(folder))


def files_below(folder: Path) -> list[Path]:
    """The files of a folder in order; `BadFunction` for a link, which could lead to anything on this machine."""
    found: list[Path] = []
    for path in sorted(folder.rglob("*")):
        if LEFT_OUT & set(path.relative_to(folder).parts):
            continue
        if path.is_symlink():
            raise BadFunction(f"{path.relative_to(folder)} is a symbolic link. Put the file itself into the folder.")
        if path.is_file():
            found.append(path)
    total = sum(path.stat().st_size for path in found)
    if total > LARGEST_UNPACKED:
        raise BadFunction(
            f"{folder} holds {in_mib(total)} of files."
            f" A function may have {in_mib(LARGEST_UNPACKED)}, as on AWS Lambda."
        )
    return found


def read_zip(file: Path) -> bytes:
    """A zip file's bytes, looked at; `BadFunction` says why they are not taken."""
    if not file.is_file():
        raise BadFunction(f"{file} is not a file.")
    if file.stat().st_size > LARGEST_ZIP:
        raise BadFunction(too_large(str(file), file.stat().st_size))
    return file.read_bytes()


def checked_size(package: bytes, what: str) -> bytes:
    """A package that is not too large."""
    if len(package) > LARGEST_ZIP:
        raise BadFunction(too_large(what, len(package)))
    return package


def too_large(what: str, size: int) -> str:
    """A sentence about a size."""
    return f"{what} is {in_mib(size)} as a zip. A function may have {in_mib(LARGEST_ZIP)}, as on AWS Lambda."


def in_mib(size: int) -> str:
    """A size in words."""
    return f"{size / MIB:.1f} MiB"


def likely_runtime(package: bytes, handler: str | None) -> Runtime:
    """What a package is written for, by where its handler is; Python where that is not to be seen."""
    with open_package(package) as opened:
        names = {entry.filename for entry in checked_entries(opened)}
    node = set(handler_files(Runtime.NODE, handler or DEFAULT_HANDLERS[Runtime.NODE])) & names
    python = set(handler_files(Runtime.PYTHON, handler or DEFAULT_HANDLERS[Runtime.PYTHON])) & names
    return Runtime.NODE if node and not python else Runtime.PYTHON


def handler_files(runtime: Runtime, handler: str) -> list[str]:
    """The files that a handler may be in."""
    if runtime is Runtime.PYTHON:
        return [handler.rpartition(".")[0].replace(".", "/") + ending for ending in ENDINGS[runtime]]
    folder, _, base = handler.rpartition("/")
    stem = f"{folder}/{base.partition('.')[0]}".lstrip("/")
    return [stem + ending for ending in ENDINGS[runtime]]


def check_package(package: bytes, runtime: Runtime, handler: str) -> None:
    """`BadFunction` unless the package is safe to unpack and has the handler's file."""
    module, _, function = handler.rpartition(".")
    if not module or not function:
        raise BadFunction(
            f"The handler {handler!r} must be a module and a function in it, such as lambda_function.run."
        )
    with open_package(package) as opened:
        names = [entry.filename for entry in checked_entries(opened)]
        wanted = handler_files(runtime, handler)
        if not set(wanted) & set(names):
            likely = likely_handlers(runtime, source_files(opened, runtime))
            hint = f" Did you mean {' or '.join(f'--handler {one}' for one in likely)}?" if likely else ""
            raise BadFunction(
                f"The handler {handler} needs a file {' or '.join(wanted[:3])}. {what_is_there(wanted, names)}{hint}"
            )


def source_files(opened: zipfile.ZipFile, runtime: Runtime) -> list[tuple[str, str]]:
    """Names and texts of the few files in which somebody would look for a handler."""
    endings = (".py",) if runtime is Runtime.PYTHON else (".js", ".mjs", ".cjs")
    chosen = [entry for entry in opened.infolist() if entry.filename.endswith(endings) and entry.file_size < MIB]
    near = sorted(chosen, key=lambda entry: (entry.filename.count("/"), entry.filename))[:READ_FOR_HANDLERS]
    return [(entry.filename, opened.read(entry).decode(errors="replace")) for entry in near]


def what_is_there(wanted: Sequence[str], names: Sequence[str]) -> str:
    """Where the wanted file is instead, or what there is."""
    deeper = next((name for name in names for want in wanted if name.endswith(f"/{want}")), None)
    if deeper is not None:
        return f"It is in a folder: {deeper}. Pack what is inside that folder, not the folder."
    return f"There are: {', '.join(sorted(names)[:12]) or 'no files'}{', …' if len(names) > 12 else ''}."  # noqa: PLR2004


def open_package(package: bytes) -> zipfile.ZipFile:
    """A zip opened; `BadFunction` for anything else."""
    try:
        return zipfile.ZipFile(io.BytesIO(package))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise BadFunction(f"The package is not a zip file: {error}") from error


def checked_entries(opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of a package; `BadFunction` where one would leave the folder, is a link, or is too much."""
    entries = opened.infolist()
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or "\0" in entry.orig_filename:
            raise BadFunction(f"The zip names a file outside of itself: {entry.filename!r}.")
        mode = entry.external_attr >> 16
        if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise BadFunction(f"{entry.filename} in the zip is a link or a special file. Only files may be in it.")
        if entry.flag_bits & 1:
            raise BadFunction(f"{entry.filename} in the zip has a password.")
    check_amounts(entries)
    return [entry for entry in entries if not entry.is_dir()]


def check_amounts(entries: Iterable[zipfile.ZipInfo]) -> None:
    """`BadFunction` for more than is unpacked."""
    sizes = [entry.file_size for entry in entries]
    if sum(sizes) > LARGEST_UNPACKED or len(sizes) > MOST_FILES:
        raise BadFunction(
            f"The zip unpacks to {in_mib(sum(sizes))} in {len(sizes)} files. A function may have"
            f" {in_mib(LARGEST_UNPACKED)} in {MOST_FILES} files."
        )


def unpack(package: bytes, folder: Path) -> None:
    """Write a package's files below a folder. Sizes are those that were announced: a zip bomb ends in BadFunction."""
    with open_package(package) as opened:
        for entry in checked_entries(opened):
            target = folder / entry.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                target.write_bytes(opened.read(entry))
            except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
                raise BadFunction(f"{entry.filename} cannot be unpacked: {error}") from error
            if entry.external_attr >> 16 & stat.S_IXUSR:
                target.chmod(0o755)
