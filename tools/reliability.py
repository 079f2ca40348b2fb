"""Draws how often a confidence was right, from the figures of `wortlaut evaluate --json`.

usage: python -m tools.reliability FILE.json > docs/reliability.svg
Both curves lie on the diagonal where a confidence means what it says. A point's area is its number of predictions.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

SIZE, EDGE = 320, 48
COLOURS = {"quotation": "#1f6feb", "speaker": "#bc4c00"}


def drawing(calibration: dict[str, Any], caption: str) -> str:
    """An SVG image of the calibration in one evaluation's figures."""
    whole = SIZE + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}"',
        ' font-family="sans-serif" font-size="11">',
        f"<title>{escape(caption)}</title>",
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        parts += [
            f'<path d="M{_x(share)} {_y(0)}V{_y(1)}M{_x(0)} {_y(share)}H{_x(1)}" stroke="#ddd" stroke-width=".5"/>',
            f'<text x="{_x(share)}" y="{_y(0) + 16}" text-anchor="middle">{share:g}</text>',
            f'<text x="{_x(0) - 6}" y="{_y(share) + 4}" text-anchor="end">{share:g}</text>',
        ]
    for place, (name, figures) in enumerate(calibration.items()):
        bins, colour = figures["bins"], COLOURS[name]
        line = "L".join(f"{_x(part['confidence'])} {_y(part['right'])}" for part in bins)
        parts.append(f'<path d="M{line}" fill="none" stroke="{colour}"/>' if bins else "")
        total = sum(part["count"] for part in bins)
        parts += [
            f'<circle cx="{_x(part["confidence"])}" cy="{_y(part["right"])}" fill="{colour}" fill-opacity=".6"'
            f' r="{2 + 18 * math.sqrt(part["count"] / total):.1f}"/>'
            for part in bins
        ]
        label = f"{name}, expected calibration error {figures['error']:.3f}"
        parts.append(f'<text x="{_x(0) + 8}" y="{_y(1) + 16 + 16 * place}" fill="{colour}">{label}</text>')
    parts += [
        f'<text x="{_x(0.5)}" y="{_y(0) + 36}" text-anchor="middle">confidence</text>',
        f'<text transform="translate(14 {_y(0.5)}) rotate(-90)" text-anchor="middle">share that is right</text>',
        f'<text x="{_x(0)}" y="{EDGE - 16}">{escape(caption)}</text>',
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _x(share: float) -> float:
    return round(EDGE + share * SIZE, 1)


def _y(share: float) -> float:
    return round(EDGE + (1 - share) * SIZE, 1)


def main() -> None:
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    caption = f"{report['articles']} articles, {report['predicted']} quotations found"
    sys.stdout.write(drawing(report["calibration"], caption))


if __name__ == "__main__":
    main()
