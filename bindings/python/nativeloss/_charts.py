# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Pictures of metrics in SVG, without scripts and references, light or dark as the reader prefers."""

from __future__ import annotations

from html import escape
from typing import Sequence

from ._calibration import Bin

# Names of colours are roles. Text has a contrast of at least 4.5 to 1 to what is behind it, which is at most --depth of
# the accent.
COLOURS = """
  --paper: #ffffff; --panel: #f5f6f8; --ink: #1b1f24; --muted: #57606b; --rule: #d5dae1;
  --accent: #1f5fbf; --accent-rgb: 31, 95, 191; --depth: 0.7; --warm: #b4511b;
"""
DARK_COLOURS = """
  --paper: #14171b; --panel: #1d2127; --ink: #e7e9ec; --muted: #a4adb8; --rule: #363d46;
  --accent: #7db0ff; --accent-rgb: 125, 176, 255; --depth: 0.5; --warm: #f2a577;
"""
STYLE = """
.chart { width: 100%; height: auto; font: 12px system-ui, sans-serif; }
.chart text { fill: var(--muted); }
.chart .grid { stroke: var(--rule); }
.chart .ideal { stroke: var(--muted); stroke-dasharray: 4 4; }
.chart .line { fill: none; stroke: var(--accent); stroke-width: 2; }
.chart .dot { fill: var(--accent); stroke: var(--paper); stroke-width: 1.5; }
.chart .bar { fill: var(--accent); }
.chart .gap { stroke: var(--warm); stroke-width: 3; }
"""
_STANDALONE = f"""<style>
.chart {{{COLOURS}}}
@media (prefers-color-scheme: dark) {{ .chart {{{DARK_COLOURS}}} }}
{STYLE}</style>"""

_WIDTH, _LEFT, _RIGHT, _TOP = 360, 42, 350, 30


class Svg(str):
    """An SVG picture as text, which notebooks show as what it is."""

    def _repr_svg_(self) -> str:
        return str(self)


def reliability(bins: Sequence[Bin], error: float, standalone: bool = False) -> Svg:
    """Draw accuracy over confidence, and below how many predictions have it."""
    used = [b for b in bins if b.weight > 0]
    total = sum(b.weight for b in used) or 1.0
    plot = _Plot(height=346, bottom=254)
    plot.axes("confidence", "right", _SHARES, _SHARES, label_at=340, ticks_at=322)
    plot.add(f'<line class="ideal" {plot.ends(0, 0, 1, 1)}/>')
    highest = max((b.weight for b in used), default=1.0)
    for b in used:
        told = f"confidence {b.low:.2f} to {b.high:.2f}, {b.confidence:.3f} on average: right {b.accuracy:.1%}"
        title = f"<title>{told}, {b.weight / total:.1%} of the predictions</title>"
        plot.add(f'<line class="gap" {plot.ends(b.confidence, b.confidence, b.confidence, b.accuracy)}/>')
        # What few predictions say is worth less.
        plot.dot(b.confidence, b.accuracy, 2.5 + 4.5 * (b.weight / highest) ** 0.5, title)
        plot.bar(b.low, b.high, 44 * b.weight / highest, 306, title)
    plot.add(f'<line class="grid" x1="{_LEFT}" x2="{_RIGHT}" y1="306" y2="306"/>')
    plot.add(f'<text x="{_LEFT - 6}" y="290" text-anchor="end">share</text>')
    told = f"Reliability diagram: accuracy by confidence. Expected calibration error {error:.2%}."
    return plot.picture(told, standalone)


def histogram(counts: Sequence[int], label: str, told: str) -> Svg:
    """Draw how many rows lie in each of the even parts from 0 to 1."""
    total, highest = sum(counts) or 1, max(counts) or 1
    ticks = _ticks(highest / total)
    plot = _Plot(height=280, bottom=232, top=ticks[-1])
    plot.axes(label, "share of the rows", _SHARES, ticks, label_at=272, ticks_at=250)
    for number, count in enumerate(counts):
        low, high = number / len(counts), (number + 1) / len(counts)
        title = f"<title>{low:.2f} to {high:.2f}: {count:,} rows, {count / total:.1%}</title>"
        plot.bar(low, high, plot.y(0) - plot.y(count / total), 232, title)
    return plot.picture(told)


def top_k(shares: Sequence[float], told: str) -> Svg:
    """Draw the accuracy for each k from 1."""
    most = len(shares)
    plot = _Plot(height=280, bottom=232, first=1, last=max(most, 2))
    marks = sorted({1, most} | {k for k in range(1, most) if k % max(round(most / 5), 1) == 0 and k < 0.93 * most})
    plot.axes("k", "right", marks, _SHARES, label_at=272, ticks_at=250)
    points = " ".join(f"{plot.x(k):.1f},{plot.y(share):.1f}" for k, share in enumerate(shares, 1))
    plot.add(f'<polyline class="line" points="{points}"/>')
    for k, share in enumerate(shares, 1):
        plot.dot(k, share, 4.5, f"<title>among the first {k}: {share:.2%}</title>")
    return plot.picture(told)


_SHARES = (0, 0.25, 0.5, 0.75, 1)


class _Plot:
    """A picture with one pair of axes."""

    def __init__(self, height: int, bottom: int, first: float = 0, last: float = 1, top: float = 1) -> None:
        self._height, self._bottom = height, bottom
        self._first, self._last, self._highest = first, last, top
        self._parts: list[str] = []

    def x(self, value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (value - self._first) / (self._last - self._first)

    def y(self, value: float) -> float:
        return self._bottom - (self._bottom - _TOP) * value / self._highest

    def ends(self, x1: float, y1: float, x2: float, y2: float) -> str:
        """Return the attributes of a line."""
        return f'x1="{self.x(x1):.1f}" y1="{self.y(y1):.1f}" x2="{self.x(x2):.1f}" y2="{self.y(y2):.1f}"'

    def add(self, element: str) -> None:
        self._parts.append(element)

    def axes(
        self, x_label: str, y_label: str, xs: Sequence[float], ys: Sequence[float], label_at: int, ticks_at: int
    ) -> None:
        """Draw a grid with numbers, what is across below it, and what is up above it."""
        for value in ys:
            self.add(f'<line class="grid" {self.ends(self._first, value, self._last, value)}/>')
            self.add(f'<text x="{_LEFT - 6}" y="{self.y(value) + 4:.1f}" text-anchor="end">{value:.0%}</text>')
        for value in xs:
            mark = f"{value:.0%}" if self._last == 1 else f"{value:g}"
            end = ' text-anchor="end"' if value == self._last else ' text-anchor="middle"'
            self.add(f'<text x="{self.x(value):.1f}" y="{ticks_at}"{end}>{mark}</text>')
        self.add(f'<text x="{(_LEFT + _RIGHT) / 2:g}" y="{label_at}" text-anchor="middle">{escape(x_label)}</text>')
        self.add(f'<text x="0" y="12">{escape(y_label)}</text>')

    def dot(self, x: float, y: float, radius: float, title: str) -> None:
        at = f'cx="{self.x(x):.1f}" cy="{self.y(y):.1f}" r="{radius:.1f}"'
        self.add(f'<circle class="dot" {at}>{title}</circle>')

    def bar(self, low: float, high: float, height: float, foot: float, title: str) -> None:
        x, width = self.x(low) + 0.75, max(self.x(high) - self.x(low) - 1.5, 0.5)
        at = f'x="{x:.1f}" y="{foot - height:.1f}" width="{width:.1f}" height="{height:.1f}"'
        self.add(f'<rect class="bar" {at}>{title}</rect>')

    def picture(self, told: str, standalone: bool = False) -> Svg:
        attributes = f'class="chart" viewBox="0 0 {_WIDTH} {self._height}" role="img" aria-label="{escape(told)}"'
        style = _STANDALONE if standalone else ""
        return Svg(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{style}{"".join(self._parts)}</svg>')


def _ticks(highest: float) -> list[float]:
    """Return some round shares from 0 to at least the given one."""
    for step in (0.01, 0.02, 0.05, 0.1, 0.25):
        count = -(-highest // step)
        if count <= 5:
            return [step * number for number in range(int(max(count, 1)) + 1)]
    return list(_SHARES)
