"""Draws the calibration of what is made of texts: spans, sequences and transcriptions, on public crowds.

    PYTHONPATH=tests python -m benchmarks.text_calibration_pictures docs/reference/consolidation

Needs the data folder (see `crowd_sets`). Prints each one's mean calibration error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import jiwer
import numpy as np

from benchmarks.calibration_pictures import Judged, draw_judged
from crowd_texts import crowd_entities, crowd_spans, crowd_speech, plain_words
from truthloop.consolidation.texts.bio_tags import spans_of_tags
from truthloop.consolidation.texts.consolidated_spans import consolidated_spans
from truthloop.consolidation.texts.rover import rover
from truthloop.consolidation.texts.sequence_combination import sequence_combination
from truthloop.consolidation.texts.tag_table import tag_table
from truthloop.consolidation.texts.writing_table import writing_table


def main(folder: Path) -> None:
    """Write one picture for each page."""
    pages: dict[str, tuple[str, Callable[[], Judged]]] = {
        "spans": ("spans, CoNLL crowd", spans),
        "sequences": ("sequence combination, CoNLL crowd", sequences),
        "texts": ("words by ROVER, CrowdSpeech", transcriptions),
    }
    draw_judged(folder, pages)


def spans() -> Judged:
    """Of entities by clusters, all that anybody marked."""
    table, _, truth = crowd_spans(crowd_entities("test"))
    found = consolidated_spans(table)
    right = [
        (span.start, span.end, span.label) in truth[text]
        for text, of_text in enumerate(found.spans())
        for span in of_text
    ]
    return found.confidence, np.array(right, dtype=np.float64)


def sequences() -> Judged:
    """Of entities by sequence combination, those that are not negligible."""
    sentences = crowd_entities("test")
    found = sequence_combination(tag_table(sentences.answers, sentences.tokens), least_posterior=0.0)
    truth = [set(spans_of_tags(tags)) for tags in sentences.truth]
    spans_found = found.spans.of_texts(len(truth), found.labels.tolist())
    right = [span in truth[text] for text, of_text in enumerate(spans_found) for span in of_text]
    return found.spans.confidence, np.array(right, dtype=np.float64)


def transcriptions() -> Judged:
    """Of words; right are those that an alignment with what was said calls equal."""
    rows, said = crowd_speech()
    columns = [[row[place] for row in rows] for place in range(2)]
    found = rover(writing_table(*columns, [plain_words(row[2]) for row in rows]))
    right = chain.from_iterable(
        equal_words(said[task], tokens) for task, tokens in zip(found.tasks.tolist(), found.tokens, strict=True)
    )
    return np.concatenate(found.token_confidence), np.fromiter(right, dtype=np.float64)


def equal_words(said: str, tokens: list[str]) -> list[bool]:
    """Whether each token stands where it was said."""
    right = [False] * len(tokens)
    for part in jiwer.process_words(said, " ".join(tokens)).alignments[0] if tokens else []:
        if part.type == "equal":
            right[part.hyp_start_idx : part.hyp_end_idx] = [True] * (part.hyp_end_idx - part.hyp_start_idx)
    return right


if __name__ == "__main__":
    main(Path(sys.argv[1]))
