# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Tables for people, files for machines."""

import csv

COLUMNS = ["rows", "classes", "dtype", "contender", "ns_per_element", "p10", "p90", "gelem_per_s", "max_ulp"]


def record(problem, timing):
    """One line of a CSV file."""
    elements = problem.rows * problem.classes
    per_element = lambda percent: f"{timing.percentile(percent) * 1e9 / elements:.4f}"
    ulp = "" if timing.ulp is None else f"{timing.ulp:.2f}"
    return [problem.rows, problem.classes, "f32", timing.name, per_element(50), per_element(10), per_element(90),
            f"{elements / timing.percentile(50) / 1e9:.3f}", ulp]


def write(path, records):
    """The records of one operation."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *records])


def markdown(title, records):
    """A table with a line per shape and a column per contender; a cell is ns per element and (largest ulp)."""
    names = list(dict.fromkeys(one[3] for one in records))
    cells = {}
    for rows, classes, _, name, ns, _, _, _, ulp in records:
        cells.setdefault(f"{rows} x {classes}", {})[name] = f"{float(ns):.3f}" + (f" ({ulp})" if ulp else "")
    lines = [f"| {title} | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    lines += ["| " + " | ".join([shape, *(by_name.get(name, "") for name in names)]) + " |"
              for shape, by_name in cells.items()]
    return "\n".join(lines)
