"""Public crowd work on texts with gold truth, for tests: read from a folder that is not part of the repository."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import pytest

from crowd_sets import FOLDER
from truthloop.consolidation.texts.bio_tags import spans_of_tags
from truthloop.consolidation.texts.span_table import SpanTable, span_table

Tags = list[str]
Span = tuple[int, int, str]
"""First token or code point, one past the last, label."""
BLANK = "\n\n"


@dataclass(frozen=True, slots=True)
class TaggedSentences:
    """Sentences tagged by a crowd, and what is true."""

    tokens: list[list[str]]
    truth: list[Tags]
    answers: list[dict[str, Tags]]
    """Of each sentence the tags of each worker."""


@cache
def crowd_entities(part: str) -> TaggedSentences:
    """Entities in CoNLL-2003 sentences by 47 workers (Rodrigues et al. 2014, packed by Nguyen et al. 2017)."""
    path = FOLDER / "crowd-ner-conll/task1.zip"
    if not path.exists():
        pytest.skip(f"public crowd data is not at {FOLDER} (set TRUTHLOOP_CROWD_DATA)")
    truth, given = {}, defaultdict(dict)
    with zipfile.ZipFile(path) as packed:
        for name in sorted(packed.namelist()):
            if not name.startswith(f"task1/{part}/") or not name.endswith(".txt"):
                continue
            sentences = tagged(io.TextIOWrapper(packed.open(name), encoding="utf-8").read())
            owner, document = name.split("/")[-2:]
            if owner == "ground_truth":
                truth[document] = sentences
            else:
                given[document][owner] = sentences
    return aligned(truth, given)


def tagged(file: str) -> list[list[list[str]]]:
    """The sentences of a file of lines "token TAG"; each is a list of tokens and tags."""
    return [
        [line.split(" ") for line in block.strip("\n").split("\n")] for block in file.split(BLANK) if block.strip("\n")
    ]


def aligned(
    truth: dict[str, list[list[list[str]]]], given: dict[str, dict[str, list[list[list[str]]]]]
) -> TaggedSentences:
    """The sentences somebody answered; answers of another length than the sentence are faults of the packing."""
    result = TaggedSentences([], [], [])
    for document, sentences in truth.items():
        for place, sentence in enumerate(sentences):
            answers = {
                worker: [row[-1] for row in theirs[place]]
                for worker, theirs in given[document].items()
                if place < len(theirs) and len(theirs[place]) == len(sentence)
            }
            if answers:
                result.tokens.append([row[0] for row in sentence])
                result.truth.append([row[-1] for row in sentence])
                result.answers.append(answers)
    return result


def strict_scores(found: Iterable[Iterable[Span]], truth: Iterable[Iterable[Span]]) -> tuple[float, float, float]:
    """(precision, recall, F1) of spans that must be right in both boundaries and the label, over all texts."""
    pairs = [(set(one), set(other)) for one, other in zip(found, truth, strict=True)]
    right = sum(len(one & other) for one, other in pairs)
    precision = right / max(1, sum(len(one) for one, _ in pairs))
    recall = right / max(1, sum(len(other) for _, other in pairs))
    return precision, recall, 2 * precision * recall / max(1e-12, precision + recall)


def crowd_spans(sentences: TaggedSentences) -> tuple[SpanTable, dict[int, str], list[list[Span]]]:
    """(what was marked, the texts, the true entities), as a page shows them: tokens joined by spaces."""
    places = [list(accumulate((len(token) + 1 for token in tokens), initial=0)) for tokens in sentences.tokens]

    def moved(text: int, tags: list[str]) -> list[Span]:
        return [(places[text][a], places[text][b] - 1, label) for a, b, label in spans_of_tags(tags)]

    rows = [
        (text, worker, *span)
        for text, answers in enumerate(sentences.answers)
        for worker, tags in answers.items()
        for span in moved(text, tags)
    ]
    seen = [(text, worker) for text, answers in enumerate(sentences.answers) for worker in answers]
    table = span_table(
        *([row[place] for row in rows] for place in range(5)), seen=([t for t, _ in seen], [w for _, w in seen])
    )
    texts = {text: " ".join(tokens) for text, tokens in enumerate(sentences.tokens)}
    return table, texts, [moved(text, tags) for text, tags in enumerate(sentences.truth)]


@cache
def crowd_speech() -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    """((audio, worker, transcription) of every answer, audio → what was said): LibriSpeech dev-clean by crowds."""
    folder = FOLDER / "crowdspeech"
    if not folder.exists():
        pytest.skip(f"public crowd data is not at {FOLDER} (set TRUTHLOOP_CROWD_DATA)")
    with (folder / "dev-clean-crowd.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    with (folder / "dev-clean-gt.txt").open(encoding="utf-8") as file:
        said = dict(line.rstrip("\n").split("\t") for line in file)
    return [(row["INPUT:audio"], row["ASSIGNMENT:worker_id"], row["OUTPUT:transcription"]) for row in rows], said


def plain_words(text: str) -> str:
    """As transcriptions are compared: lower case, no signs but the apostrophe."""
    return re.sub(r"[^\w\s']", "", text.lower()).replace("_", " ")
