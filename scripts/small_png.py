"""Makes a PNG of the browser several times smaller: 256 colours are plenty for a page. No dependency does it for us."""

import struct
import zlib
from collections import Counter
from pathlib import Path

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256


def shrink(path: Path) -> None:
    """Rewrite an RGB(A) picture with 8 bits a channel in its 256 most used colours; the others take the nearest."""
    width, height, pixels = _read(path.read_bytes())
    counts = Counter(pixels)
    palette = [colour for colour, _ in counts.most_common(COLOURS)]
    index = {colour: at for at, colour in enumerate(palette)}
    for colour in counts:
        if colour not in index:
            index[colour] = min(range(len(palette)), key=lambda at: _distance(palette[at], colour))
    rows = bytes(index[colour] for colour in pixels)
    lines = b"".join(b"\0" + rows[at : at + width] for at in range(0, len(rows), width))
    header = struct.pack(">2I5B", width, height, 8, 3, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    path.write_bytes(SIGNATURE + b"".join(_chunk(*chunk) for chunk in chunks))


def _distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _read(data: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the colour of every pixel, three bytes each."""
    at, packed, header = len(SIGNATURE), b"", ()
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            header = struct.unpack(">2I5B", body)
        elif kind == b"IDAT":
            packed += body
        at += length + 12
    width, height, depth, form = header[:4]
    if depth != 8 or form not in (2, 6):
        raise ValueError("not an RGB picture with 8 bits a channel")
    step = 3 if form == 2 else 4
    raw = zlib.decompress(packed)
    pixels, above = [], bytearray(width * step)
    for start in range(0, len(raw), width * step + 1):
        above = _unfilter(raw[start], bytearray(raw[start + 1 : start + 1 + width * step]), above, step)
        pixels += [bytes(above[x : x + 3]) for x in range(0, len(above), step)]
    return width, height, pixels


def _unfilter(kind: int, line: bytearray, above: bytearray, step: int) -> bytearray:
    """Undo the filter of one line, as the format's specification says."""
    if kind == 0:
        return line
    for x in range(len(line)):
        left = line[x - step] if x >= step else 0
        up = above[x]
        corner = above[x - step] if x >= step else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = up
        elif kind == 3:
            guess = (left + up) // 2
        else:
            near = left + up - corner
            guess = min((abs(near - left), 0, left), (abs(near - up), 1, up), (abs(near - corner), 2, corner))[2]
        line[x] = (line[x] + guess) & 255
    return line
