# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Draw the loss curve and the confusion matrix of a training run.

usage: picture.py training.json PICTURE...
"""

import json
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
# Text as outlines, and nothing that changes from run to run: the same training gives the same file.
matplotlib.rcParams.update({"svg.hashsalt": "nativeloss", "font.size": 10, "axes.titlesize": 11, "axes.titlepad": 10})
import matplotlib.pyplot as plt  # noqa: E402: the backend comes first

INK, LINE = "#222222", "#1f5fa8"


def draw_losses(axes, losses):
    epochs = range(1, len(losses) + 1)
    axes.plot(epochs, losses, color=LINE, linewidth=2, marker="o", markersize=3.5)
    end = (len(losses), losses[-1])
    axes.annotate(f"{losses[-1]:.4f}", end, xytext=(7, 0), textcoords="offset points", va="center", color=LINE)
    axes.set(
        title="Mean cross-entropy on 1,437 training images",
        xlabel="epoch",
        ylabel="loss in nats, log scale",
        yscale="log",
    )
    axes.set_xlim(0, 1.12 * len(losses))
    ticks = [tick for tick in (0.05, 0.1, 0.2, 0.5, 1.0, 2.0) if min(losses) * 0.7 <= tick <= max(losses) * 1.3]
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.grid(color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def draw_confusion(axes, confusion, correct, count):
    high = max(map(max, confusion))
    axes.imshow(confusion, cmap="Blues", vmin=0, vmax=high)
    for truth, line in enumerate(confusion):
        for predicted, number in enumerate(line):
            if number:
                color = "white" if number > high / 2 else INK
                axes.text(predicted, truth, number, ha="center", va="center", color=color, fontsize=9)
    classes = range(len(confusion))
    title = f"{correct} of {count} held-out images right ({100 * correct / count:.1f} %)"
    axes.set(title=title, xlabel="predicted digit", ylabel="true digit", xticks=classes, yticks=classes)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def main():
    report = json.loads(pathlib.Path(sys.argv[1]).read_text())
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.5, 4.6), layout="constrained", width_ratios=(1.15, 1))
    figure.get_layout_engine().set(w_pad=0.12, h_pad=0.08)
    draw_losses(left, report["losses"])
    draw_confusion(right, report["confusion"], report["correct"], report["count"])
    for path in sys.argv[2:]:
        figure.savefig(path, dpi=150, metadata={"Date": None} if path.endswith(".svg") else None)
        print(f"picture: {path}")


if __name__ == "__main__":
    main()
