# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The options of cross-entropy, one by one and together, as calls that become vectors."""

import numpy as np
from case_builder import Build, logits_by_name, rounded_to, uniform

INF, NAN = float("inf"), float("nan")
LOSS_AND_GRAD = ["loss", "grad"]
BY_PRODUCTS = ["lse", "argmax", "correct", "entropy", "z_loss_part"]
OF_LABELS = ["rank", "label_prob"]
REDUCTIONS = ("mean", "sum", "none")

# Each option with the numbers and arrays that it needs, for three rows of four classes; the first is alone in its row.
OPTIONS = {
    "row_weights": {"row_weights": [2.0, 0.75, 0.1]},
    "z_loss": {"z_loss": 1e-2},
    "softcap": {"softcap": 3.0},
    "mixed": {"second_labels": [1, 3, 0], "mix_lambda": 0.7},
}
EXTREMES = ("gaps", "deep", "confident", "near_zero_lse", "large", "masked", "plus_inf", "nan", "all_minus_inf")


def cases(dtype):
    index, soft = Build("cross_entropy", dtype), Build("cross_entropy_soft", dtype)
    yield from _labels(index)
    yield from _mixed(index)
    yield from _targets(soft)
    for name in EXTREMES:
        z = logits_by_name(dtype)[name]
        rows, classes = len(z), len(z[0])
        labels = [r % classes for r in range(rows)]
        second = {"second_labels": [(r + 1) % classes for r in range(rows)], "mix_lambda": 0.25}
        targets = uniform(name, (rows, classes), 0, 1, 64)
        for option, values in (OPTIONS | {"row_weights": {"row_weights": [1.5] * rows}, "mixed": second}).items():
            if option == "z_loss" and not all(np.max(row) < INF for row in rounded_to(dtype, z)):
                continue  # infinity times 0, wherever the probability is 0
            arrays, scalars = _split(values)
            if name == "large" and option == "z_loss":
                scalars = {"z_loss": 1e-20}
            shape = {"rows": rows, "classes": classes, "reduction": 2} | scalars
            yield index(f"{option}_{name}", {"logits": z} | arrays, labels, **shape, label_type=5)
            if option != "mixed":
                yield soft(f"{option}_{name}", {"logits": z, "targets": targets} | arrays, **shape)
        shape = {"rows": rows, "classes": classes, "reduction": 2}
        yield index(f"stats_{name}", {"logits": z}, labels, **shape, label_type=7, wanted=BY_PRODUCTS + OF_LABELS)
        yield soft(f"stats_{name}", {"logits": z, "targets": targets}, **shape, wanted=BY_PRODUCTS)


def _split(values):
    """Arrays and scalars."""
    arrays = {name: v for name, v in values.items() if isinstance(v, list)}
    return arrays, {name: v for name, v in values.items() if name not in arrays}


def _together(with_labels):
    """Every option in all three reductions, and all of them."""
    options = {name: v for name, v in OPTIONS.items() if with_labels or name != "mixed"}
    everything = {key: v for values in options.values() for key, v in values.items()}
    everything |= {"label_smoothing": 0.125, "class_weights": [0.5, 1.5, 2.0, 0.25]}
    for reduction, what in enumerate(REDUCTIONS):
        for name, values in options.items():
            yield f"{name}_{what}", values | {"reduction": reduction}
            yield f"{name}_smooth_{what}", values | {"reduction": reduction, "label_smoothing": 0.1}
        yield f"all_{what}", everything | {"reduction": reduction}


def _labels(build):
    z = uniform("o", (3, 4), -4, 4)
    shape = {"rows": 3, "classes": 4, "label_type": 5}
    for name, values in _together(True):
        arrays, scalars = _split(values)
        yield build(name, {"logits": z} | arrays, [2, 1, 0], **shape, **scalars)
        if "all" in name:
            arrays["second_labels"] = [1, -1, -1]
            ignore = {"flags": 1, "ignore_index": -1}
            yield build(name + "_ignore", {"logits": z} | arrays, [-1, 1, -1], **shape, **scalars, **ignore)
            wanted = LOSS_AND_GRAD + BY_PRODUCTS + OF_LABELS
            labels = [-1, 1, -1]
            yield build(name + "_stats", {"logits": z} | arrays, labels, **shape, **scalars, **ignore, wanted=wanted)
    yield build("z_loss_negative", {"logits": z}, [2, 1, 0], **shape, z_loss=-0.5)
    for cap in (0.25, 1.0, 30.0, 1e6, 1e-3):
        yield build(f"softcap_{cap:g}", {"logits": 8 * z}, [2, 1, 0], **shape, softcap=cap, reduction=2)
    infinite = {"logits": [[-INF, 0.0], [0.0, -INF], [1.0, 2.0]], "row_weights": [0.0, 1.0, 0.0]}
    yield build("row_weight_0", infinite, [0, 0, 1], rows=3, classes=2, label_type=5, reduction=2)
    yield build("row_weights_0", infinite | {"row_weights": [0.0] * 3}, [0, 0, 1], rows=3, classes=2, label_type=5)
    tied = {"logits": [[1.0, 3.0, 3.0, 2.0], [0.0, 0.0, 0.0, 0.0], [NAN, 1.0, INF, NAN]]}
    for labels in ([2, 0, 3], [1, 3, 0], [3, 2, 2]):
        what = "stats_ties_" + "".join(map(str, labels))
        yield build(what, tied, labels, **shape, reduction=1, wanted=BY_PRODUCTS + OF_LABELS)
    weights = {"row_weights": [2.0, 0.75, 0.1, 0.0, 1.0, 3.0], "class_weights": [0.5, 1.5, 2.0, 0.25, 1.0]}
    six = {"logits": uniform("6", (6, 5), -5, 5)}
    labels = [4, 3, 2, 1, 0, 0]
    for inner in (2, 3, 6):
        shape = {"rows": 6, "classes": 5, "label_type": 2, "inner": inner}
        yield build(f"inner_{inner}", six, labels, **shape)
        wanted = LOSS_AND_GRAD + BY_PRODUCTS + OF_LABELS
        scalars = {"z_loss": 1e-3, "softcap": 2.0, "label_smoothing": 0.2, "reduction": 2}
        yield build(f"inner_{inner}_all", six | weights, labels, **shape, **scalars, wanted=wanted)


def _mixed(build):
    z = uniform("2", (3, 4), -4, 4)
    shape = {"rows": 3, "classes": 4}
    for share in (0.0, 0.5, 1.0, 1e-9, 0.1):
        for same in (False, True):
            arrays = {"logits": z, "second_labels": [2, 1, 0] if same else [1, 3, 2]}
            what = f"mix_{share:g}{'_same' * same}"
            yield build(what, arrays, [2, 1, 0], **shape, label_type=5, mix_lambda=share, reduction=2)
    arrays = {"logits": z, "second_labels": [1, 3, 2], "class_weights": [0.5, 1.5, 2.0, 0.0]}
    for label_type in range(1, 8):
        yield build(f"mix_type_{label_type}", arrays, [2, 1, 0], **shape, label_type=label_type, mix_lambda=0.375)
    gaps = [0.0, 10.0, 40.0, 87.0, 110.0, 700.0]
    rows = {"logits": [[gap, 0.0, -gap] for gap in gaps], "second_labels": [0] * len(gaps)}
    for first in (1, 2):
        shape = {"rows": len(gaps), "classes": 3, "label_type": 5, "mix_lambda": 0.3, "reduction": 2}
        yield build(f"mix_gaps_{first}", rows, [first] * len(gaps), **shape)


def _targets(build):
    z, t = uniform("o", (3, 4), -4, 4), uniform("t", (3, 4), 0, 1, 64)
    for name, values in _together(False):
        arrays, scalars = _split(values)
        wanted = LOSS_AND_GRAD + BY_PRODUCTS if "all" in name else None
        yield build(name, {"logits": z, "targets": t} | arrays, rows=3, classes=4, **scalars, wanted=wanted)
    six = {"logits": uniform("6", (6, 5), -5, 5), "targets": uniform("6t", (6, 5), 0, 1, 64)}
    weights = {"row_weights": [2.0, 0.75, 0.1, 0.0, 1.0, 3.0], "class_weights": [0.5, 1.5, 2.0, 0.25, 1.0]}
    for inner in (2, 3, 6):
        shape = {"rows": 6, "classes": 5, "inner": inner}
        yield build(f"inner_{inner}", six, **shape)
        scalars = {"z_loss": 1e-3, "softcap": 2.0, "label_smoothing": 0.2, "reduction": 2}
        yield build(f"inner_{inner}_all", six | weights, **shape, **scalars, wanted=LOSS_AND_GRAD + BY_PRODUCTS)
