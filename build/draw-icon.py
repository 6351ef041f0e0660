#!/usr/bin/env python3
"""draw-icon.py FILE: draws the packages' icon, a ring that a bolt splits, as a PNG of 128 by 128 pixels.

Not part of the build: the icon is committed. No library: each pixel is the mean of 8 by 8 samples.
"""
import struct
import sys
import zlib

SIZE, SAMPLES = 128, 8
NIGHT, PAPER, AMBER = (24, 38, 58), (233, 238, 244), (255, 176, 32)
BOLT = [(76, 10), (46, 68), (63, 68), (52, 118), (84, 56), (66, 56)]


def in_square(x, y, margin=4, radius=24):
    dx = max(abs(x - 64) - (64 - margin - radius), 0)
    dy = max(abs(y - 64) - (64 - margin - radius), 0)
    return dx * dx + dy * dy <= radius * radius


def in_bolt(x, y):
    inside = False
    for (x1, y1), (x2, y2) in zip(BOLT, BOLT[1:] + BOLT[:1]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def near_bolt(x, y, gap=5):
    for (x1, y1), (x2, y2) in zip(BOLT, BOLT[1:] + BOLT[:1]):
        dx, dy = x2 - x1, y2 - y1
        t = max(0, min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
        if (x - x1 - t * dx) ** 2 + (y - y1 - t * dy) ** 2 < gap * gap:
            return True
    return False


def colour(x, y):
    if not in_square(x, y):
        return None
    if in_bolt(x, y):
        return AMBER
    ring = 28 ** 2 <= (x - 64) ** 2 + (y - 64) ** 2 <= 40 ** 2
    return PAPER if ring and not near_bolt(x, y) else NIGHT


def pixel(column, row):
    total, opaque = [0, 0, 0], 0
    for i in range(SAMPLES * SAMPLES):
        found = colour(column + (i % SAMPLES + 0.5) / SAMPLES, row + (i // SAMPLES + 0.5) / SAMPLES)
        if found:
            opaque += 1
            total = [sum(pair) for pair in zip(total, found)]
    mean = [round(part / opaque) for part in total] if opaque else total
    return bytes(mean + [round(255 * opaque / SAMPLES ** 2)])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
with open(sys.argv[1], "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n")
    file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)))
    file.write(chunk(b"IDAT", zlib.compress(rows, 9)))
    file.write(chunk(b"IEND", b""))
