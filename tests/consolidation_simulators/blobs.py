"""Smooth closed outlines as radii over angles: what simulated workers draw around, and how their hands shake."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Blob:
    """One thing in a picture."""

    label: int
    middle: Floats
    """(2,) x, y."""
    radius: float
    waves: Floats
    """(w, 2) cosine and sine parts of the outline's waves, as shares of the radius."""

    def radii(self, angles: Floats) -> Floats:
        """How far the outline is from the middle in each direction."""
        number = np.arange(1, len(self.waves) + 1)
        phase = angles[..., None] * number
        return np.asarray(
            self.radius * np.maximum(0.1, 1 + np.cos(phase) @ self.waves[:, 0] + np.sin(phase) @ self.waves[:, 1])
        )

    def outline(self, points: int) -> Floats:
        """(points, 2) vertices."""
        angles = np.linspace(0, 2 * np.pi, points, endpoint=False)
        return self.middle + self.radii(angles)[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1)

    def covers(self, height: int, width: int) -> NDArray[np.bool_]:
        """(height, width) which pixels' middles lie inside."""
        rows, columns = np.mgrid[:height, :width]
        across, down = columns + 0.5 - self.middle[0], rows + 0.5 - self.middle[1]
        return np.asarray(np.hypot(across, down) <= self.radii(np.arctan2(down, across)))


@dataclass(frozen=True)
class Hand:
    """How a simulated worker draws."""

    shake: float = 0.05
    """The standard deviation of the outline, as a share of the radius."""
    bias: float = 0.0
    """How much too large everything is drawn, as a share of the radius."""
    missed: float = 0.05
    """The probability that a thing is overlooked."""
    extra: float = 0.0
    """The expected number of things drawn that are not there."""
    confused: float = 0.05
    """The probability that a thing is given another label."""
    merged: float = 0.0
    """The probability that a thing is drawn together with the next one, as one."""


def some_blobs(chance: np.random.Generator, size: int, labels: int, most: int = 5) -> list[Blob]:
    """Things of a picture, those in front last."""
    return [
        Blob(
            int(chance.integers(1, labels + 1)),
            chance.uniform(0.15 * size, 0.85 * size, 2),
            float(chance.uniform(0.07, 0.2) * size),
            chance.normal(0, 1, (4, 2)) * 0.08,
        )
        for _ in range(int(chance.integers(2, most + 1)))
    ]


def drawn(chance: np.random.Generator, things: list[Blob], hand: Hand, labels: int, size: int) -> list[Blob]:
    """The things as a worker draws them; a thing drawn twice as large and moved between two stands for a merge."""
    result = []
    for place, thing in enumerate(things):
        if chance.random() < hand.missed:
            continue
        told = thing
        if chance.random() < hand.confused:
            told = replace(told, label=int(chance.integers(1, labels + 1)))
        if place + 1 < len(things) and chance.random() < hand.merged:
            told = replace(told, middle=(told.middle + things[place + 1].middle) / 2, radius=told.radius * 1.6)
        waves = np.zeros((12, 2))
        waves[: len(told.waves)] = told.waves
        fading = 1 / np.sqrt(np.arange(1, 13))
        waves += chance.normal(0, 1, (12, 2)) * (hand.shake * fading / np.sqrt((fading**2).sum()))[:, None]
        moved = told.middle + chance.normal(0, 0.5 * hand.shake * told.radius, 2)
        grown = told.radius * (1 + hand.bias + chance.normal(0, 0.3 * hand.shake))
        result.append(Blob(told.label, moved, float(grown), waves))
    for _ in range(int(chance.poisson(hand.extra))):
        result += some_blobs(chance, size, labels, 2)[:1]
    return result


def painted(things: list[Blob], size: int) -> NDArray[np.uint8]:
    """(size, size) a label map; 0 where nothing is."""
    picture = np.zeros((size, size), dtype=np.uint8)
    for thing in things:
        picture[thing.covers(size, size)] = thing.label
    return picture


CROWDS: dict[str, list[Hand]] = {
    "careful": [Hand(0.05), Hand(0.05), Hand(0.07)],
    "mixed": [Hand(0.04), Hand(0.06), Hand(0.08), Hand(0.2, 0.15, 0.2, 0.3, 0.2), Hand(0.1, -0.1, 0.1, 0.1, 0.1)],
    "too large": [Hand(0.05), Hand(0.06, 0.15), Hand(0.08, 0.2), Hand(0.05), Hand(0.1, 0.1)],
    "weak": [Hand(0.1, 0.0, 0.2, 0.2, 0.15)] * 7,
    "two bad of three": [Hand(0.04, 0, 0.02, 0, 0.02), Hand(0.2, 0.2, 0.3, 0.5, 0.3), Hand(0.25, -0.2, 0.3, 0.5, 0.3)],
    "two": [Hand(0.05), Hand(0.1, 0.05, 0.1, 0.1)],
    "nine": [Hand(0.04 + 0.02 * n, 0.03 * (n % 3 - 1), 0.03 * n, 0.05 * n, 0.03 * n) for n in range(9)],
}
