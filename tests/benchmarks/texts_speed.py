"""Speed of what is made of texts: spans, sequences and transcriptions, ROVER beside crowd-kit."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from crowdkit.aggregation import ROVER

from truthloop.consolidation.quality.krippendorff_alpha_u import krippendorff_alpha_u
from truthloop.consolidation.texts.bio_tags import tags_of_spans
from truthloop.consolidation.texts.consolidated_spans import consolidated_spans
from truthloop.consolidation.texts.rover import rover
from truthloop.consolidation.texts.sequence_combination import sequence_combination
from truthloop.consolidation.texts.span_table import SpanTable, span_table
from truthloop.consolidation.texts.tag_table import TagTable, tag_table
from truthloop.consolidation.texts.writing_table import WritingTable, writing_table

WORKERS = 5
LENGTH = 20


def texts_speed(texts: int) -> list[str]:
    """Rows of a table, for so many texts of twenty words, five workers each."""
    rows = ["| case | table s | result s | crowd-kit s |", "|---|---|---|---|"]
    cases: list[tuple[str, Callable[[int], Any], Callable[[Any], Any]]] = [
        ("spans, clustered", marked, consolidated_spans),
        ("Krippendorff's alpha for units", marked, agreement),
        ("sequence combination, with words", tagged, sequence_combination),
        ("ROVER, with reliability", lambda size: table_of(transcribed(size)), rover),
    ]
    for name, make, work in cases:
        work(make(max(20, texts // 100)))
        made, table = timed(lambda make=make: make(texts))
        done, _ = timed(lambda work=work, table=table: work(table))
        theirs = f"{timed(lambda: peer_rover(transcribed(texts)))[0]:.1f}" if work is rover else "-"
        rows.append(f"| {texts:,} texts: {name} | {made:.2f} | {done:.2f} | {theirs} |")
    return rows


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """(seconds, what came of it)."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def entities(texts: int) -> tuple[np.random.Generator, list[list[tuple[int, int, str]]]]:
    """Three entities in each text, by tokens."""
    chance = np.random.default_rng(7)
    first, long, label = (chance.integers(low, high, (texts, 3)) for low, high in ((0, 3), (1, 4), (0, 4)))
    spans = [
        [(6 * n + int(first[t, n]), 6 * n + int(first[t, n] + long[t, n]), f"L{label[t, n]}") for n in range(3)]
        for t in range(texts)
    ]
    return chance, spans


def marked(texts: int) -> SpanTable:
    """Entities that each worker misses now and then, and whose ends they set with a hand that shakes."""
    chance, spans = entities(texts)
    rows = [
        (text, worker, 6 * first, 6 * last - int(slip), label)
        for text, of_text in enumerate(spans)
        for worker in range(WORKERS)
        for (first, last, label), slip in zip(of_text, chance.integers(0, 5, 3), strict=True)
        if slip < 4
    ]
    seen = (np.repeat(np.arange(texts), WORKERS), np.tile(np.arange(WORKERS), texts))
    return span_table(*([row[place] for row in rows] for place in range(5)), seen=seen)


def agreement(table: SpanTable) -> Any:
    """Alpha over texts of 120 code points."""
    return krippendorff_alpha_u(table, dict.fromkeys(table.texts.tolist(), 6 * LENGTH))


def tagged(texts: int) -> TagTable:
    """The same entities as tags of twenty words, one in four missed."""
    chance, spans = entities(texts)
    answers = [
        {
            worker: tags_of_spans([span for span in of_text if chance.random() > 0.25], LENGTH)
            for worker in range(WORKERS)
        }
        for of_text in spans
    ]
    words = chance.zipf(1.3, (texts, LENGTH)) % 20_000
    return tag_table(answers, [[f"w{word}" for word in of_text] for of_text in words.tolist()])


def transcribed(texts: int) -> pd.DataFrame:
    """Texts of twenty words, one word in ten misheard by each."""
    chance = np.random.default_rng(8)
    said = np.repeat(chance.integers(0, 5000, (texts, LENGTH)), WORKERS, axis=0)
    heard = np.where(chance.random(said.shape) < 0.1, chance.integers(5000, 9000, said.shape), said)
    return pd.DataFrame(
        {
            "task": np.repeat(np.arange(texts), WORKERS),
            "worker": np.tile(np.arange(WORKERS), texts),
            "text": [" ".join(f"w{word}" for word in row) for row in heard.tolist()],
        }
    )


def table_of(frame: pd.DataFrame) -> WritingTable:
    """Our table of the same texts."""
    return writing_table(frame["task"], frame["worker"], frame["text"].tolist())


def peer_rover(frame: pd.DataFrame) -> Any:
    """What crowd-kit makes of them."""
    return ROVER(str.split, " ".join).fit_predict(frame)
