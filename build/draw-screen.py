#!/usr/bin/env python3
"""draw-screen.py FRAMES FOLDER: makes of what tmux captured a picture (screen.svg, the frame in the middle) and a recording (screen.cast, asciicast v2)."""

import json
import pathlib
import re
import sys
from xml.sax.saxutils import escape

COLUMNS, LINES, SECONDS = 110, 30, 0.5
CELL, LINE, SIZE = 8.4, 18, 14
BACKGROUND, FOREGROUND, DIM = "#1e1e1e", "#d4d4d4", "#808080"
COLORS = ["#000000", "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#e5e5e5"]


def runs(line):
    """Pieces of a line, each with its colour and whether it is inverted."""
    color, inverted, column = FOREGROUND, False, 0
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        if match := re.fullmatch(r"\x1b\[([0-9;]*)m", piece):
            for code in (int(code or 0) for code in match[1].split(";")):
                if code in (0, 39):
                    color = FOREGROUND
                if code in (0, 27):
                    inverted = False
                if code == 2:
                    color = DIM
                if code == 7:
                    inverted = True
                if 30 <= code <= 37 or 90 <= code <= 97:
                    color = COLORS[code % 10]
        elif piece := re.sub(r"\x1b[^m]*m?", "", piece):
            yield column, piece, color, inverted
            column += len(piece)


def svg(frame):
    width, height = COLUMNS * CELL + 20, LINES * LINE + 20
    rows = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" font-family="monospace" font-size="{SIZE}">',
            f'<rect width="100%" height="100%" rx="6" fill="{BACKGROUND}"/>']
    for number, line in enumerate(frame.split("\n")[:LINES]):
        y = 10 + number * LINE
        for column, text, color, inverted in runs(line):
            x = 10 + column * CELL
            if inverted:
                rows.append(f'<rect x="{x:.1f}" y="{y}" width="{len(text) * CELL:.1f}" height="{LINE}" fill="{color}"/>')
            if text.strip():
                rows.append(f'<text x="{x:.1f}" y="{y + 14}" fill="{BACKGROUND if inverted else color}" textLength="{len(text) * CELL:.1f}" xml:space="preserve">{escape(text)}</text>')
    return "\n".join([*rows, "</svg>", ""])


def main():
    frames = [path.read_text(encoding="utf-8").rstrip("\n") for path in sorted(pathlib.Path(sys.argv[1]).glob("*.frame"))]
    folder = pathlib.Path(sys.argv[2])
    (folder / "screen.svg").write_text(svg(frames[len(frames) // 2]), encoding="utf-8")
    events = [json.dumps([round(number * SECONDS, 1), "o", "\x1b[H" + frame.replace("\n", "\x1b[K\r\n") + "\x1b[J"], ensure_ascii=False)
              for number, frame in enumerate(frames) if not number or frame != frames[number - 1]]
    (folder / "screen.cast").write_text("\n".join([json.dumps({"version": 2, "width": COLUMNS, "height": LINES}), *events, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
