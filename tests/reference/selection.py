# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The largest elements of rows: definition, operations, cases of the vectors."""

import math

from case_builder import Build, uniform
from outputs import flat, rows_of, whole

INF, NAN = math.inf, math.nan


def top_k(x, k):
    """The indices of the k largest: NaN before every number, and of equals the lower index first."""
    return sorted(range(len(x)), key=lambda i: (not math.isnan(x[i]), 0.0 if math.isnan(x[i]) else -x[i], i))[:k]


def _argmax(case):
    return {"indices": whole([top_k(x, 1)[0] for x in rows_of(case, "input")])}


def _top_k(case):
    rows = rows_of(case, "input")
    chosen = [top_k(x, case.ints["k"]) for x in rows]
    return {
        "values": whole([x[i] for x, indices in zip(rows, chosen) for i in indices]),
        "indices": whole(flat(chosen)),
    }


OPERATIONS = {"argmax": _argmax, "top_k": _top_k}


def cases(dtype):
    argmax, select = Build("argmax", dtype), Build("top_k", dtype)
    rows = {
        "one_class": [[3.0], [NAN], [-INF]],
        "rising": [[1.0, 2.0, 3.0, 4.0, 5.0]],
        "falling": [[5.0, 4.0, 3.0, 2.0, 1.0]],
        "ties": [[1.0, 3.0, 3.0, 2.0, 3.0], [7.0] * 5, [0.0, -0.0, 0.0, -0.0, -1.0]],
        "infinite": [[-INF, INF, 0.0, INF], [-INF] * 4, [-INF, -INF, -1.0, -INF]],
        "nan": [[1.0, NAN, INF, NAN], [NAN] * 4, [-INF, 0.0, -1.0, NAN]],
        "random": uniform("top", (3, 21), -4, 4, 16).tolist(),
    }
    for name, x in rows.items():
        shape = {"rows": len(x), "classes": len(x[0])}
        yield argmax(name, {"input": x}, **shape)
        for k in sorted({1, 2, len(x[0]) - 1, len(x[0])} & set(range(1, len(x[0]) + 1))):
            yield select(f"{name}_{k}", {"input": x}, **shape, k=k)
    yield select("indices_only", {"input": rows["random"]}, rows=3, classes=21, k=5, wanted=["indices"])
    yield argmax("no_rows", {"input": []}, rows=0, classes=4)
