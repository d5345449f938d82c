"""`truthloop export` and `truthloop import`: labels to and from other people's formats."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from truthloop.assembly import open_installation, utc_now
from truthloop.exchange_formats.exporting import fresh_file
from truthloop.exchange_formats.format_table import EXPORTS, IMPORTS, export_labels, import_labels
from truthloop.exchange_formats.importing import Import
from truthloop.exchange_formats.labelled_items import Fetch
from truthloop.exchange_formats.remarks import Remarks
from truthloop.labeling.job_files import output_manifest
from truthloop.labeling.job_terms import output_place
from truthloop.labeling.labeling_jobs import find_labeling_job, label_terms
from truthloop.server.installation import Installation
from truthloop.storage.objects.object_store import get, head, put
from truthloop.storage.objects.object_streams import read_pieces, write_pieces
from truthloop.storage.objects.s3_uri import parse_s3_uri
from truthloop.task_types.label_categories import label_names, read_label_categories
from truthloop.terms.errors import Invalid, NotFound, Unavailable
from truthloop.terms.resources import Place

SHOWN = 20
"""Remarks printed in full."""
PIECE = 1 << 20
"""Bytes of an upload read at once."""
here = cache(open_installation)
"""The running installation, looked for when something in S3 or a job is named: local files need none."""

Label = Annotated[str | None, typer.Option(help="The label attribute. Default: the job's, or the only one there is.")]
Categories = Annotated[
    str | None, typer.Option(help="A label category configuration file, here or in S3: all classes in their order.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print what was written and left out as JSON.")]


def export_command(
    source: Annotated[str, typer.Argument(help="A labeling job's name, or an output manifest: a file or s3://….")],
    to: Annotated[str, typer.Option(help=f"One of {', '.join(EXPORTS)}.")],
    out: Annotated[Path, typer.Option(help="The file or folder to write; it must not be there yet.")],
    label: Label = None,
    categories: Categories = None,
    images: Annotated[bool, typer.Option("--images", help="Lay the images beside the labels (yolo, voc).")] = False,
    skeleton: Annotated[
        str | None, typer.Option(help='Keypoint classes joined by bones (coco): \'[["hip","knee"]]\'.')
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the labels of a job or manifest in another format."""
    manifest, attribute, names = source_of(source)
    attribute = label or attribute
    if categories is not None:
        names = category_names(categories)
    elif label is not None:
        names = None
    with local_copy(manifest) as path, told_plainly():
        remarks = export_labels(
            lambda: lines_of(path),
            to,
            out,
            attribute=attribute,
            categories=names,
            fetch=reach(),
            copy_images=images,
            skeleton=bones(skeleton),
        )
    report(remarks, str(out), as_json)


def import_command(
    format_name: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of {', '.join(IMPORTS)}.")],
    path: Annotated[Path, typer.Argument(help="The file or folder to read.")],
    out: Annotated[str, typer.Option(help="Where the manifest is written: s3://BUCKET/KEY or a file.")],
    label: Annotated[str, typer.Option(help="The label attribute to write.")] = "labels",
    prefix: Annotated[str | None, typer.Option(help="Where the objects are: s3://BUCKET/FOLDER/.")] = None,
    categories: Categories = None,
    kind: Annotated[
        str | None, typer.Option(help="What to read when there are several things, e.g. polygons or class-masks.")
    ] = None,
    masks: Annotated[str | None, typer.Option(help="Where pictures of masks are kept: s3://BUCKET/FOLDER/.")] = None,
    first_pixel: Annotated[
        int, typer.Option(min=0, max=1, help="How the boxes of a voc folder number the first pixel.")
    ] = 1,
    as_json: AsJson = False,
) -> None:
    """Make an augmented manifest of other people's labels, for a job to verify or adjust."""
    now = utc_now().replace(tzinfo=None).isoformat(timespec="microseconds")
    importing = Import(
        Remarks(),
        job_name=f"import-{format_name}",
        creation_date=now,
        prefix=None if prefix is None else str(parse_s3_uri(prefix)),
        categories=None if categories is None else category_names(categories),
        kind=kind,
        first_pixel=first_pixel,
        store=None if masks is None else mask_keeper(masks),
    )
    with told_plainly(), new_object(out) as sheet:
        import_labels(importing, format_name, path, label, sheet)
    report(importing.remarks, out, as_json)


def source_of(source: str) -> tuple[str, str | None, tuple[str, ...] | None]:
    """The manifest's address or path, and of a job its label attribute and its label categories."""
    if source.startswith("s3://") or Path(source).is_file():
        return source, None, None
    if "/" in source or "." in source:
        raise NotFound(f"There is no file {source!r}. Give a file, an s3:// address or the name of a labeling job.")
    return manifest_of_job(here(), source)


def manifest_of_job(installation: Installation, name: str) -> tuple[str, str, tuple[str, ...] | None]:
    """A job's output manifest, which is there while people still work, its label attribute and its label categories."""
    place = Place(installation.account_id, installation.settings.region)
    job = find_labeling_job(installation.database, place, name)
    terms = label_terms(job)
    output = output_place(job.request["OutputConfig"]["S3OutputPath"], job.request["LabelingJobName"])
    return str(output_manifest(output)), terms.attribute, terms.labels or None


def category_names(where: str) -> tuple[str, ...]:
    """The labels of a label category configuration file, in their order."""
    body = fetch(where) if where.startswith("s3://") else local_bytes(where)
    return label_names(read_label_categories(body, where))


def local_bytes(where: str) -> bytes:
    """A file's content. Raises NotFound."""
    try:
        return Path(where).read_bytes()
    except OSError as error:
        raise NotFound(f"The file {where!r} cannot be read: {error.strerror}.") from error


def fetch(ref: str) -> bytes:
    """An object of the installation's store, whole."""
    return get(here().store, parse_s3_uri(ref)).body


def reach() -> Fetch | None:
    """The way to fetch objects, None when no Truthloop runs: then sizes come from labels alone."""
    try:
        here()
    except Unavailable:
        return None
    return fetch


def mask_keeper(folder: str) -> Callable[[str, bytes], str]:
    """Keeps pictures below a place in S3."""

    def keep(name: str, picture: bytes) -> str:
        uri = parse_s3_uri(f"{folder.rstrip('/')}/{Path(name).with_suffix('.png').as_posix()}")
        put(here().store, uri, picture, content_type="image/png")
        return str(uri)

    return keep


@contextmanager
def told_plainly() -> Iterator[None]:
    """What the disk refuses is a sentence, like every other mistake."""
    try:
        yield
    except OSError as error:
        raise Invalid(f"The disk refused: {error}.") from error


@contextmanager
def local_copy(manifest: str) -> Iterator[Path]:
    """The manifest as a file that can be read twice; one in S3 is copied piece by piece and removed again."""
    if not manifest.startswith("s3://"):
        yield Path(manifest)
        return
    uri = parse_s3_uri(manifest)
    facts = head(here().store, uri)
    with tempfile.NamedTemporaryFile(suffix=".manifest") as copy:
        for piece in read_pieces(here().store, uri, start=0, size=facts.size, etag=facts.etag):
            copy.write(piece)
        copy.flush()
        yield Path(copy.name)


def lines_of(path: Path) -> Iterable[bytes]:
    """The lines of a file, one after the other."""
    with path.open("rb") as lines:
        yield from lines


@contextmanager
def new_object(out: str) -> Iterator[BinaryIO]:
    """A file to write, or an object in S3 that is stored whole when everything was written."""
    if not out.startswith("s3://"):
        with fresh_file(Path(out)) as sheet:
            yield sheet
        return
    uri = parse_s3_uri(out)
    with tempfile.TemporaryFile() as spool:
        yield spool
        spool.seek(0)
        pieces = iter(lambda: spool.read(PIECE), b"")
        write_pieces(here().store, uri, pieces, content_type="application/jsonlines")


def bones(skeleton: str | None) -> tuple[tuple[str, str], ...]:
    """Pairs of names out of JSON. Raises Invalid."""
    try:
        given = json.loads(skeleton or "[]")
        return tuple((str(start), str(end)) for start, end in given)
    except (json.JSONDecodeError, TypeError, ValueError) as error:
        raise Invalid(f'--skeleton is a list of pairs like [["hip", "knee"]], not {skeleton!r} ({error}).') from error


def report(remarks: Remarks, out: str, as_json: bool) -> None:
    """Say what became of the objects: the count on standard output, what was left out or changed on standard error."""
    if as_json:
        first = [{"line": each.line, "matter": each.matter, "detail": each.detail} for each in remarks.first]
        print(json.dumps({"written": remarks.written, "remarks": remarks.counts, "first": first}, ensure_ascii=False))
        return
    print(f"{remarks.written:,} {'object' if remarks.written == 1 else 'objects'} written to {out}")
    for remark in remarks.first[:SHOWN]:
        print(remark, file=sys.stderr)
    if remarks.counts.total() > SHOWN:
        print(f"and so on: {counted(remarks.counts.most_common())}", file=sys.stderr)


def counted(counts: Sequence[tuple[str, int]]) -> str:
    """`size unknown 12,000 times, no label 3 times`."""
    return ", ".join(f"{matter} {count:,} times" for matter, count in counts)
