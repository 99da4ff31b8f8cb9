# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The chart of the README: elements per second of everybody, in a light and in a dark version."""

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams |= {"svg.hashsalt": "nativeloss", "svg.fonttype": "none", "font.size": 9}

from matplotlib import pyplot

# What each panel shows, where it was measured.
PANELS = {
    ("softmax", "1024 x 1000"): "softmax, 1024 x 1000",
    ("softmax", "256 x 32000"): "softmax, 256 x 32000",
    ("cross_entropy", "256 x 32000"): "cross-entropy, 256 x 32000",
    ("cross_entropy", "1024 x 65536"): "cross-entropy, 1024 x 65536",
    ("cross_entropy_grad", "65536 x 10"): "cross-entropy and gradient, 65536 x 10",
    ("cross_entropy_grad", "256 x 32000"): "cross-entropy and gradient, 256 x 32000",
}
TITLE = "Billion elements a second, float32, one thread"
# Text, our bars, the others'.
THEMES = {"light": ("#1f2328", "#0969da", "#9aa4af"), "dark": ("#e6edf3", "#4493f8", "#656d76")}
# Limits, and what nobody would choose.
LEFT_OUT = "memcpy", "read", "NativeLoss v2", "C, three"


def draw(records, folder):
    """Write a file per theme, and return their paths by theme."""
    panels = {}
    for record in records:
        title = PANELS.get((record.operation, record.shape))
        if title and not record.contender.startswith(LEFT_OUT):
            panels.setdefault(title, []).append(record)
    paths = {theme: folder / f"speed-{theme}.svg" for theme in THEMES}
    for theme, path in paths.items():
        _draw(panels, THEMES[theme], path)
    return paths


def _draw(panels, colours, path):
    text, ours, theirs = colours
    rows = (len(panels) + 1) // 2
    tallest = max(map(len, panels.values()))
    figure, grid = pyplot.subplots(rows, 2, figsize=(8, 1.8 * rows), squeeze=False, layout="constrained")
    figure.suptitle(TITLE, color=text, fontsize=10)
    for axes in grid.flat[len(panels) :]:
        axes.remove()
    for axes, (title, some) in zip(grid.flat, panels.items()):
        names = [record.contender for record in some]
        speeds = [1 / record.ns_per_element for record in some]
        fills = [ours if name.startswith("NativeLoss") else theirs for name in names]
        bars = axes.barh(range(len(some)), speeds, color=fills, height=0.7)
        axes.bar_label(bars, [f"{speed:.2f}" for speed in speeds], padding=3, color=text)
        axes.set_yticks(range(len(some)), names, color=text)
        axes.set_title(title, color=text, fontsize=9, loc="left")
        axes.set_ylim(tallest - 0.5, -0.5)
        axes.margins(x=0.15)
        axes.tick_params(length=0)
        axes.xaxis.set_visible(False)
        for side in axes.spines.values():
            side.set_visible(False)
    figure.savefig(path, transparent=True, metadata={"Date": None})
    pyplot.close(figure)
