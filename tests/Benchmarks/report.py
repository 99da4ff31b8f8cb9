# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Results as files for machines, and as tables for people."""

import csv
from dataclasses import dataclass, fields, replace

import numpy as np

MARKS = "<!-- bench -->", "<!-- /bench -->"
README_TABLES = {
    "softmax": "softmax",
    "cross_entropy": "cross-entropy",
    "cross_entropy_grad": "cross-entropy and gradient",
}
README_SHAPES = "65536 x 10", "4096 x 128", "1024 x 1000", "256 x 32000", "512 x 50257", "1024 x 65536"
README_LEFT_OUT = ("C, three passes v3",)
# Beside PyTorch alone: all operations at these shapes, in types that the tables above do not have, and with what changes logits.
COMPARED_SHAPES = "65536 x 10", "8192 x 64", "4096 x 128", "1024 x 1000", "1 x 3072 x 1024"
COMPARED = "NativeLoss v4", "NativeLoss v3", "PyTorch"
# Type, memory, cache, variant, data, threads.
USUAL = "f32", "given", "warm", "", "normal", 1


@dataclass(frozen=True)
class Record:
    """One contender of one race: a line of a CSV file. Where a field does not apply it is empty."""

    operation: str
    outer: int
    classes: int
    inner: int
    dtype: str
    variant: str
    data: str
    threads: int
    memory: str
    cache: str
    contender: str
    ns_per_element: float
    p10: float
    p90: float
    gb_per_s: float
    percent_of_limit: float
    max_ulp: float | None

    @property
    def shape(self):
        return f"{self.outer} x {self.classes}" + (f" x {self.inner}" if self.inner > 1 else "")

    @property
    def cell(self):
        """Nanoseconds per element, and the largest error."""
        error = "" if self.max_ulp is None else f" ({_short(self.max_ulp)})"
        return f"{self.ns_per_element:.3f}" + error


def records(race, operation, timings):
    """Of a race's timings, the limit the last."""
    p, limit = operation.problem, timings[-1]
    for timing in timings:
        ns = lambda percent: round(timing.percentile(percent) * 1e9, 5)
        # The limit moves fewer bytes where an operation moves some twice.
        bytes_ = operation.moved * p.logits[0].itemsize
        yield Record(
            operation.label or operation.name, p.outer, p.classes, p.inner, p.dtype, race.variant, p.data,
            race.threads, race.memory, "cold" if p.cold else "warm", timing.name, ns(50), ns(10), ns(90),
            round(bytes_ / timing.median / 1e9, 2), round(100 * limit.median / timing.median, 1),
            None if timing.error is None else round(timing.error, 3),
        )  # fmt: skip


def write(folder, all_records):
    """A file per operation."""
    folder.mkdir(parents=True, exist_ok=True)
    for operation in dict.fromkeys(record.operation for record in all_records):
        with (folder / f"{operation}.csv").open("w", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            names = [field.name for field in fields(Record)]
            lines.writerow(names[1:])
            for record in all_records:
                if record.operation == operation:
                    values = [getattr(record, name) for name in names[1:]]
                    lines.writerow(["" if value is None else value for value in values])


def read(folder):
    """What `write` wrote."""
    kinds = {field.name: field.type for field in fields(Record)}
    for path in sorted(folder.glob("*.csv")):
        with path.open(newline="") as file:
            for line in csv.DictReader(file):
                values = {name: _parsed(kinds[name], text) for name, text in line.items()}
                yield Record(path.stem, **values)


def _parsed(kind, text):
    if kind is str:
        return text
    return None if text == "" else int(text) if kind is int else float(text)


def table(title, some):
    """A line per shape and a column per contender."""
    names = list(dict.fromkeys(record.contender for record in some))
    lines = [f"| {title} | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for shape in dict.fromkeys(record.shape for record in some):
        cells = {record.contender: record.cell for record in some if record.shape == shape}
        lines.append(f"| {shape} | " + " | ".join(cells.get(name, "") for name in names) + " |")
    return "\n".join(lines)


def comparison(all_records):
    """A line per operation, shape and type, from where PyTorch takes longest beside the best level to where it takes least."""
    races = {}
    for one in all_records:
        usual = replace(one, dtype="f32")
        is_told = one.dtype == "f32" and one.operation in README_TABLES
        if is_usual(usual) and not is_told and one.shape in COMPARED_SHAPES and one.contender in COMPARED:
            races.setdefault((one.operation, one.shape, one.dtype), {})[one.contender] = one
    races = {name: race for name, race in races.items() if len(race) == len(COMPARED)}
    ratio = lambda name: races[name][COMPARED[-1]].ns_per_element / races[name][COMPARED[0]].ns_per_element
    lines = [f"| ns per element (largest ulp) | {' | '.join(COMPARED)} | ratio |", "|---|" + "---:|" * (len(COMPARED) + 1)]
    for name in sorted(races, key=ratio, reverse=True):
        cells = [races[name][contender].cell for contender in COMPARED]
        lines.append(f"| {', '.join(name)} | {' | '.join(cells)} | {ratio(name):.2f} |")
    return "\n".join(lines)


def is_usual(one):
    return (one.dtype, one.memory, one.cache, one.variant, one.data, one.threads) == USUAL


def update_readme(path, caption, all_records, charts):
    """Put the caption, the chart and a table per operation between the marks in the README."""
    usual = [one for one in all_records if is_usual(one)]
    parts = [caption, _picture({theme: chart.relative_to(path.parent) for theme, chart in charts.items()})]
    usual = [one for one in usual if one.shape in README_SHAPES and one.contender not in README_LEFT_OUT]
    for operation, title in README_TABLES.items():
        some = [one for one in usual if one.operation == operation]
        parts.append(table(f"{title}, f32: ns per element (largest ulp)", some))
    summary = "<summary>The other operations, and other types, beside PyTorch</summary>"
    parts.append(f"<details>{summary}\n\n{comparison(all_records)}\n\n</details>")
    text = path.read_text()
    start, end = text.index(MARKS[0]) + len(MARKS[0]), text.index(MARKS[1])
    path.write_text(text[:start] + "\n" + "\n\n".join(parts) + "\n" + text[end:])


def _picture(charts):
    """GitHub shows the first source that fits the reader's theme."""
    dark, light = charts["dark"], charts["light"]
    return (
        f'<picture><source media="(prefers-color-scheme: dark)" srcset="{dark}">'
        f'<img src="{light}" alt="Billion elements a second, for several operations, beside other libraries"></picture>'
    )


def _short(ulp):
    return "NaN" if np.isnan(ulp) else f"{ulp:.2f}" if ulp < 100 else f"{ulp:.0f}" if ulp < 1e4 else f"{ulp:.0e}"
