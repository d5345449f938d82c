"""Pictures made for tests: painted in the browser, so that they are real files, with the EXIF orientation we want."""

from __future__ import annotations

import base64
import io
import struct
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Page

CORNERS = """
  const [w, h] = [canvas.width, canvas.height];
  const corner = (colour, x, y) => { pen.fillStyle = colour; pen.fillRect(x * w / 2, y * h / 2, w / 2, h / 2); };
  corner('#ff0000', 0, 0); corner('#00ff00', 1, 0); corner('#0000ff', 0, 1); corner('#ffffff', 1, 1);
"""
"""Stored pixels: red top left, green top right, blue bottom left, white bottom right."""

SCENE = """
  const [w, h] = [canvas.width, canvas.height];
  const sky = pen.createLinearGradient(0, 0, w, h);
  sky.addColorStop(0, '#2b5876'); sky.addColorStop(0.5, '#d8c99b'); sky.addColorStop(1, '#4e4376');
  pen.fillStyle = sky; pen.fillRect(0, 0, w, h);
  let seed = 7;
  const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let n = 0; n < 4000; n += 1) {
    pen.fillStyle = `hsl(${next() * 360} 60% ${20 + next() * 60}% / 0.5)`;
    pen.beginPath();
    pen.arc(next() * w, next() * h, (0.002 + next() * 0.02) * w, 0, 7);
    pen.fill();
  }
"""
"""Some thousand soft discs: about as hard to compress as a photograph."""


def painted(page: Page, size: tuple[int, int], painting: str, kind: str = "image/jpeg") -> bytes:
    """An encoded picture of a size, painted by a script that finds a `canvas` and a `pen`."""
    width, height = size
    encoded = page.evaluate(
        f"""async () => {{
          const canvas = new OffscreenCanvas({width}, {height});
          const pen = canvas.getContext('2d');
          {painting}
          const blob = await canvas.convertToBlob({{type: '{kind}', quality: 0.95}});
          const reader = new FileReader();
          await new Promise((done) => {{ reader.onload = done; reader.readAsDataURL(blob); }});
          return reader.result.slice(reader.result.indexOf(',') + 1);
        }}"""
    )
    return base64.b64decode(encoded)


def with_orientation(jpeg: bytes, orientation: int) -> bytes:
    """The JPEG with an EXIF segment that says how to show it; stored pixels stay (EXIF 2.32, section 4.6.4)."""
    tiff = b"MM\0\x2a" + struct.pack(">IH", 8, 1) + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + bytes(4)
    segment = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


def noisy_jpeg(size: tuple[int, int], quality: int) -> bytes:
    """A photograph's weight: fine noise over a slope of light, which compresses as badly as a camera's grain does."""
    width, height = size[0] // 4, size[1] // 4
    light = np.linspace(40, 200, width, dtype=np.float32)[None, :, None]
    grain = np.random.default_rng(7).normal(0, 14, (height, width, 3)).astype(np.float32)
    tile = (light + grain).clip(0, 255).astype(np.uint8)
    packed = io.BytesIO()
    Image.fromarray(np.tile(tile, (4, 4, 1))).save(packed, "JPEG", quality=quality)
    return packed.getvalue()
