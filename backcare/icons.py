"""The mark as pictures for home screens, drawn from its bars: no picture editor, the same bytes of colour each time."""

import struct
import zlib

GROUND = (0x12, 0x36, 0x2F)
BARS = (0xF2, 0xB5, 0x44)
# (left, right, middle, thickness) on a field of 32, as in static/img/mark.svg.
MARK = (
    (10.8, 16.8, 3, 1.8), (9.3, 16.5, 5.7, 2), (10.9, 19.2, 9.1, 2.3), (13.4, 22.9, 13.1, 2.5),
    (13.8, 24.5, 17.7, 2.7), (11, 22.9, 23, 3), (7.3, 20.3, 29, 3.2),
)  # fmt: skip
FIELD = 32
ROUND_SAFE = 0.62  # a mask may take all but the inner 80 %: the mark then fits into that circle
ICONS = {"icon-180": (180, 0.8), "icon-192": (192, 0.9), "icon-512": (512, 0.9), "icon-maskable-512": (512, ROUND_SAFE)}


def _covered(low, high, size):
    """How much of each of `size` pixels lies between low and high, 0 to 1."""
    return [max(0.0, min(high, pixel + 1) - max(low, pixel)) for pixel in range(size)]


def pixels(size, share):
    """Rows of RGB bytes: the mark in the middle, taking that share of the square."""
    scale = size * share / FIELD
    offset = (size - size * share) / 2
    ink = [[0.0] * size for _row in range(size)]
    for left, right, middle, thickness in MARK:
        across = _covered(offset + left * scale, offset + right * scale, size)
        down = _covered(offset + (middle - thickness / 2) * scale, offset + (middle + thickness / 2) * scale, size)
        for y, tall in enumerate(down):
            if tall:
                ink[y] = [min(1.0, there + tall * wide) for there, wide in zip(ink[y], across, strict=True)]
    return [
        bytes(round(ground + (bar - ground) * share) for share in row for ground, bar in zip(GROUND, BARS, strict=True))
        for row in ink
    ]


def png(size, share):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + row for row in pixels(size, share))
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
