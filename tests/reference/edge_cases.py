# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Calls whose numbers lie at an edge: of the type's range, of what is 0, of what is a number at all."""

import numpy as np
from case_builder import Build
from elementwise import INPUT_PROBS
from softmax_cases import MASK_ADD, OF_LOGITS, arrays_of
from softmax_family import BITS, EMPTY_ROW_ZERO

INF, NAN = float("inf"), float("nan")
GRADIENTS = {"logsumexp_backward": "grad_lse", "entropy_backward": "grad_entropy"}


def cases(dtype):
    yield from _huge_logits(dtype)
    yield from _overflowing(dtype)
    yield from _cancelling(dtype)
    yield from _divided(dtype)
    yield from _in_two_parts(dtype)
    yield from _upstream(dtype)
    yield from _rows_of_nan(dtype)
    yield from _class_weights(dtype)
    yield from _one_masked(dtype)
    yield from _biased(dtype)
    yield from _far(dtype)
    yield from _far_below(dtype)
    yield from _far_apart(dtype)
    yield from _z_loss(dtype)
    yield from _spread(dtype)
    yield from _soft_caps(dtype)
    yield from _soft_cap_limits(dtype)
    # A label that smoothing takes to the probability but for what rounding leaves of both.
    arrays = {"input": [0.130859375, 0.5], "target": [0.08984375, 0.5]}
    shape = {"rows": 1, "columns": 2, "label_smoothing": 0.1, "reduction": 2}
    yield Build("binary_cross_entropy", dtype)("edge_smooth_near", arrays, **shape)
    # A slope whose product with its weight is no number, until it is divided by the number of elements.
    if dtype == "f64":
        arrays = {"input": [2.0**-1060] + [0.5] * 15, "target": [1.5 * 2.0**-38] + [0.25] * 15, "weights": [8.0] * 16}
        yield Build("kl_div", dtype)("edge_steep", arrays, rows=1, columns=16, flags=INPUT_PROBS)
    # Rows that have more digits in nats than in bits.
    z = [[-9.29, -8.48, 5.41, 2.57], [7.59, -4.17, -2.37, 1.8]]
    yield Build("entropy", dtype)("edge_bits", {"logits": z}, rows=2, classes=4, flags=BITS, temperature=0.7)


def _huge_logits(dtype):
    """The quotient by a temperature has two parts, of which only the high one says that a probability is 0."""
    largest = {"f16": 65504.0, "bf16": 2.0**127, "f32": 2.0**127, "f64": 2.0**1023}[dtype]
    z = [[1.0, 2.0, 3.0, sign * largest / part] for part in (1.0, 1024.0) for sign in (-1, 1)]
    for op in OF_LOGITS:
        for temperature in (0.7, -3.0):
            arrays = arrays_of(op, "edge", z)
            yield Build(op, dtype)(f"edge_huge_{temperature:g}", arrays, rows=4, classes=4, temperature=temperature)


def _overflowing(dtype):
    """Quotients by a temperature that are too large for f64: infinite, so that the two largest share, and alone -inf are no row."""
    if dtype != "f64":
        return
    z = [[1e308, 1.2e308, 3.0, -1e308], [-1e308, 2.0, 3.0, 1e307], [-1e308, -1.2e308, -1e308, -1.1e308]]
    for op in OF_LOGITS:
        yield Build(op, dtype)("edge_overflowing", arrays_of(op, "edge", z), rows=3, classes=4, temperature=0.5)


def _cancelling(dtype):
    """Quotients by a temperature that a mask takes away again, all but what a number of their size does not have."""
    large = {"f16": 3e3, "bf16": 300.0, "f32": 3e7, "f64": 1e16}[dtype]
    z, mask = [[large, -large, 3.0, 1.0]], [[-large / 0.7, large / 0.7, 0.0, 2.0]]
    for op in OF_LOGITS:
        arrays = arrays_of(op, "cancelling", z) | {"mask": mask}
        yield Build(op, dtype)("edge_cancelling", arrays, rows=1, classes=4, mask_type=MASK_ADD, temperature=0.7)
        # All but a few digits more than f64 has.
        if dtype == "f32":
            arrays = arrays_of(op, "nothing", [[1003931959296.0, 0.0]]) | {"mask": [[-1434188513280.0, 0.0]]}
            yield Build(op, dtype)("edge_cancelling_all", arrays, rows=1, classes=2, mask_type=MASK_ADD, temperature=0.7)


def _divided(dtype):
    """Temperatures whose inverses have no f64, or not all its digits, of few classes and of more than are done side by side."""
    if dtype != "f64":
        return
    for what, power in (("least", -1060), ("small", -1000), ("large", 1000), ("most", 1023)):
        row = [np.ldexp(step, power - 3) for step in (6.0, -7.0, 5.0, 1.0, 0.0, -2.0)]
        largest = 1.9 * 2.0**1023
        rows = [row, [*row[:4], largest, -largest] if power > 0 else [*row[:5], -largest]] + [[*row[:5], 1.0]] * (power < 0)
        for classes in (6, 42):
            for op in ("softmax", "log_softmax", "logsumexp", "entropy"):
                arrays = {"logits": [z * (classes // 6) for z in rows]}
                name = f"edge_divided_{what}_{classes}"
                yield Build(op, dtype)(name, arrays, rows=len(rows), classes=classes, temperature=1.05 * 2.0**power)


def _in_two_parts(dtype):
    """Sums and quotients that f64 rounds, in rows of some blocks and a part; some far below what counts, where the other part may be anything."""
    z = [3.0 * np.sin(i) + 0.1 for i in range(61)]
    mask = [[-INF, -1e300, 0.7, -0.3, 1e-9, -40.0, 2.1][i % 7] for i in range(61)]
    if dtype == "f16":
        mask = [max(m, -6e4) if np.isfinite(m) else m for m in mask]
    elif dtype != "f64":
        mask = [max(m, -1e38) if np.isfinite(m) else m for m in mask]
    for op in OF_LOGITS:
        for temperature in (1.0, 0.7):
            arrays = arrays_of(op, "parts", [z]) | {"mask": mask}
            name = f"edge_parts_{temperature:g}"
            yield Build(op, dtype)(name, arrays, rows=1, classes=61, mask_type=MASK_ADD, temperature=temperature)


def _upstream(dtype):
    """Gradients from above at the ends of the range, beside probabilities at the other ends."""
    if dtype == "f64":
        ends, deep = (1e-300, 1e-307, 1e-310, 1e303, 1e306, 1.7e308), [11.5, 2000.0, 620.0, 1290.0]
    else:
        ends, deep = (1e-38, 1e-42, 1e30, 3e38), [11.5, 300.0, 130.0, 212.0]
    shape = {"rows": 2 * len(ends), "classes": 4}
    for op, upstream in GRADIENTS.items():
        for what, row in (("flat", [2.0, -3.0, 4.0, -9.0]), ("deep", deep)):
            arrays = {"logits": [row] * shape["rows"], upstream: [s * g for g in ends for s in (1, -1)]}
            yield Build(op, dtype)(f"edge_upstream_{what}", arrays, **shape)
            yield Build(op, dtype)(f"edge_upstream_{what}_warm", arrays, **shape, temperature=1.7)
            if op == "entropy_backward":
                yield from _cold(dtype, op, what, arrays, shape)


def _cold(dtype, op, what, arrays, shape):
    """Temperatures next to 0, beside which an upstream gradient is too large for f64; and logits that lie about one apart."""
    yield Build(op, dtype)(f"edge_upstream_{what}_cold", arrays, **shape, temperature=2.0**-100)
    if dtype == "f64":
        yield Build(op, dtype)(f"edge_upstream_{what}_freezing", arrays, **shape, temperature=2.0**-1010)
        near = arrays | {"logits": [[2.0**-100 * z for z in row] for row in arrays["logits"]]}
        yield Build(op, dtype)(f"edge_upstream_{what}_near", near, **shape, temperature=2.0**-100)


def _rows_of_nan(dtype):
    """A row without a number is not empty."""
    rows = {"1": [[NAN], [-INF], [2.0]], "2": [[NAN, -INF], [-INF, NAN], [NAN, NAN], [-INF, -INF]]}
    rows["64"] = [[NAN] + [-INF] * 63]
    rows["128"] = [[0.0] * 70 + [NAN] + [0.0] * 57]
    for op in OF_LOGITS:
        for what, z in rows.items():
            shape = {"rows": len(z), "classes": len(z[0])}
            if not op.startswith("logsumexp"):
                shape["flags"] = EMPTY_ROW_ZERO
            yield Build(op, dtype)(f"edge_nan_{what}", arrays_of(op, "nan", z), **shape)
            minus = arrays_of(op, "nan", (-np.array(z)).tolist())
            yield Build(op, dtype)(f"edge_nan_{what}_minus", minus, **shape, temperature=-0.5)
    z = [[NAN, NAN], [NAN, -INF], [0.0, NAN]]
    shape = {"rows": 3, "reduction": 2, "z_loss": 0.01, "wanted": ["loss", "grad", "lse", "z_loss_part"]}
    for what, logits in (("2", z), ("1", [[NAN]] * 3)):
        arrays = {"logits": logits, "targets": [[1.0, 0.0][: len(logits[0])]] * 3}
        yield Build("cross_entropy_soft", dtype)(f"edge_nan_{what}", arrays, classes=len(logits[0]), **shape)


def _class_weights(dtype):
    """Label smoothing whose mass lies on the most probable class alone, by the class weights: losses near 0. And huge weights."""
    z = [[-5.0, -4.75, -4.375, -4.125, 4.0 + gap, -3.5, -3.25, -2.875] for gap in (0.0, 1.0, 4.0, 12.0, 28.0, 60.0)]
    for what, label, others in (("wrong", 3, 0.0), ("small", 3, 2.0**-20), ("right", 4, 0.0)):
        arrays = {"logits": z, "class_weights": [others] * 4 + [1.0] + [0.0] * 3}
        shape = {"rows": 6, "classes": 8, "reduction": 2, "label_type": 5, "label_smoothing": 0.1}
        yield Build("cross_entropy", dtype)(f"edge_weights_{what}", arrays, [label] * 6, **shape)
    # Gradients near the end of f32, by the weights of rows.
    z = [[1.0, 2.0, 3.0, -1.0]] * 4
    arrays = {"logits": z, "row_weights": [1e14, 1e29, 1e32, 1e37]}
    yield Build("cross_entropy", dtype)("edge_weights_huge", arrays, [0, 1, 2, 3], rows=4, classes=4, reduction=2, label_type=5)


def _one_masked(dtype):
    """A single class without probability, beside the label or among the last few, which are summed apart from the others."""
    z = [0.25 * (7 * i % 13) for i in range(101)]
    for what, at in (("beside", 37), ("last", 100)):
        logits = [[*z[:at], -INF, *z[at + 1 :]]]
        shape = {"rows": 1, "classes": 101}
        yield Build("softmax", dtype)(f"edge_masked_{what}", {"logits": logits}, **shape)
        yield Build("cross_entropy", dtype)(f"edge_masked_{what}", {"logits": logits}, [40], **shape, label_type=5)


def _biased(dtype):
    """Masks of numbers whose sums with the logits f32 rounds, with -inf among them, in rows of whole blocks and others."""
    for classes, offset in ((40, 0.0), (101, 9980.0), (128, -9960.0)):
        z = [offset * (dtype in ("f32", "f64")) + 0.25 * (7 * i % 13) for i in range(classes)]
        mask = [-INF if i % 11 == 5 else -0.1 * (i % 17) for i in range(classes)]
        for op in ("softmax", "log_softmax"):
            arrays = {"logits": z, "mask": mask}
            yield Build(op, dtype)(f"edge_biased_{classes}", arrays, rows=1, classes=classes, mask_type=MASK_ADD)


def _far(dtype):
    """Rows so far from 0 that one over a sum, times a small weight, is below the normal numbers of f64 too."""
    z = [[o, o + 1.0, o - 2.0, o + 0.5] for o in (-697.0, -690.0, 690.0, 697.0)]
    arrays = {"logits": z, "row_weights": [1e-3, 1e-20, 1e-20, 1e-36]}
    shape = {"rows": 4, "classes": 4, "reduction": 2}
    yield Build("cross_entropy", dtype)("edge_far", arrays, [0, 1, 2, 3], **shape, label_type=5)
    arrays["targets"] = [[0.5, 0.0, 0.25, 0.25]] * 4
    yield Build("cross_entropy_soft", dtype)("edge_far", arrays, **shape)
    # With nothing beside the label, one over the sum, times a large weight, is above the numbers of f64.
    for z in (-639.0, -689.0):
        arrays = {"logits": [[z] + [-INF] * 99], "row_weights": [1e10]}
        yield Build("cross_entropy", dtype)(f"edge_alone_{-z:g}", arrays, [0], rows=1, classes=100, label_type=5)


def _far_below(dtype):
    """One logit so far below the others that its exponent, less the rounding constant, looks like one of theirs."""
    if dtype != "f32":
        return
    binades = [2.0**e for e in (23, 21, 19, 17, 7)] + [1.5 * 2.0**e for e in (21, 19, 17, 7)]
    lows = [(binade + part - 12583768) / 11.541560173034668 for binade in binades for part in (40, 853)]
    for classes in (10, 40, 120):
        some = lows[::2] + lows[1:6:2] if classes == 10 else lows[:2] if classes == 40 else lows[1:2]
        z = [[0.25 * (c % 3) for c in range(classes)] for _ in some]
        for row, low in zip(z, some):
            row[3] = low
        shape = {"rows": len(z), "classes": classes}
        for op in ("softmax", "log_softmax", "logsumexp", "entropy"):
            yield Build(op, dtype)(f"edge_far_below_{classes}", {"logits": z}, **shape)
        labels = [3 * (r % 2) + 1 for r in range(len(z))]
        yield Build("cross_entropy", dtype)(f"edge_far_below_{classes}", {"logits": z}, labels, **shape, label_type=5)


def _far_apart(dtype):
    """
    One logit far above or below the others, on both sides of where rows of few classes that are computed in f64 are no longer done together, nor
    those of f32 with such a label; the largest beside 2^18. Rows of f32 are computed in f64 with a mask whose sums they would round, and at a
    temperature they are not.
    """
    if dtype not in ("f32", "f64"):
        return
    gaps = (30.0, 252.5, 253.5, 255.0, 266.0, 267.0, 268.5, 346.5, 600.0, 624.0, 628.0, 705.0, 740.0)
    for what, sign, offset in (("above", 1, 0.0), ("below", -1, 0.0), ("far_away", 1, 2.0**18 - 300)):
        z = [[offset + 0.25, offset - 0.5, offset + sign * gap, offset, offset - 1.0] for gap in gaps]
        shape = {"rows": len(z), "classes": 5}
        warm = [[1.5 * x for x in row] for row in z]
        for op in ("softmax", "log_softmax", "logsumexp"):
            build = Build(op, dtype)
            if dtype == "f64":
                yield build(f"edge_far_apart_{what}", {"logits": z}, **shape, temperature=1.0)
            else:
                yield build(f"edge_far_apart_{what}", {"logits": warm}, **shape, temperature=1.5)
                arrays = {"logits": z, "mask": [2.0**-30] * 5}
                yield build(f"edge_far_apart_{what}_added", arrays, **shape, mask_type=MASK_ADD)
        for label in (1, 2):
            build = Build("cross_entropy", dtype)
            yield build(f"edge_far_apart_{what}_{label}", {"logits": z}, [label] * len(z), **shape, reduction=2, label_type=5)
            # Of more classes than are done side by side.
            for gap, row in zip(gaps, z):
                if dtype == "f32" and 620 < gap < 630:
                    name = f"edge_far_apart_{what}_{label}_{gap:g}"
                    yield build(name, {"logits": [row + row[:1] * 95]}, [label], rows=1, classes=100, label_type=5)


def _z_loss(dtype):
    """Rows whose logsumexp is 0, or near it, and whose label is not the most probable class."""
    near = [[-2.0, -0.75, -1.0 + step] for step in (0.0, 0.03125, 0.0625, 0.109375)]
    shape = {"reduction": 2, "z_loss": 0.001, "wanted": ["loss", "grad", "z_loss_part"]}
    for what, z in (("0", [[-INF, -0.0], [-0.0, -INF]]), ("near", near)):
        shape |= {"rows": len(z), "classes": len(z[0])}
        yield Build("cross_entropy", dtype)(f"edge_z_{what}", {"logits": z}, [0] * len(z), **shape, label_type=5)
        arrays = {"logits": z, "targets": [[0.0, 1.0, 0.5][: len(z[0])]] * len(z)}
        yield Build("cross_entropy_soft", dtype)(f"edge_z_{what}", arrays, **shape)
    # More than all else in the gradient.
    z = [[-7.0278209261596203, -1.0229236958548427, -0.55522421840578318, -2.4731618398800492], [-1.5, -1.25, -1.375, -1.4375]]
    shape |= {"rows": 2, "classes": 4, "z_loss": 100.0, "wanted": ["loss", "grad"]}
    yield Build("cross_entropy", dtype)("edge_z_heavy", {"logits": z}, [1, 0], **shape, label_type=5)
    yield Build("cross_entropy_soft", dtype)("edge_z_heavy", {"logits": z, "targets": [[0.45, 0.41, 0.3, 0.33]] * 2}, **shape)


def _spread(dtype):
    """Labels smoothed over classes without probability, or far apart, beside a z-loss, which is not weighted by classes."""
    z = [[-INF, 0.5, 1.0, 2.0], [0.5, 1.0, 2.0, -INF], [1e4, 1e4 + 8, 1e4 - 8, 1e4], [7.0] * 4]
    z += [[0.0, -60.0, 0.25, -80.0], [-2.0, -0.75, -1.0, -3.0]]
    shape = {"rows": len(z), "classes": 4, "reduction": 2, "label_type": 5}
    wanted = ["loss", "grad", "lse", "label_prob", "z_loss_part"]
    factors = {"classes": {"class_weights": [0.5, 1.5, 2.0, 0.25]}, "rows": {"row_weights": [0.5, 0.0, 2.0, 1.0, 3.0, 0.75]}}
    for what, arrays in {"plain": {}, **factors}.items():
        for eps in (0.0, 0.125):
            build = Build("cross_entropy", dtype)
            inputs = {"logits": z, **arrays}
            yield build(f"edge_spread_{what}_{eps:g}", inputs, [0] * len(z), wanted, **shape, label_smoothing=eps)
            yield build(f"edge_spread_z_{what}_{eps:g}", inputs, [1] * len(z), wanted, **shape, label_smoothing=eps, z_loss=0.25)


def _soft_caps(dtype):
    """A cap so far below a logit that their quotient has no digit after the point."""
    largest = {"f16": 65504.0, "bf16": 2.0**127, "f32": 2.0**127, "f64": 2.0**1023}[dtype]
    z = [[largest, 2.0, 0.0], [2.0, -largest, 1.0], [largest / 2, 0.0, largest]]
    for cap in (1e-8, 30.0):
        shape = {"rows": 3, "classes": 3, "reduction": 2, "softcap": cap}
        yield Build("cross_entropy", dtype)(f"edge_cap_{cap:g}", {"logits": z}, [0, 1, 2], **shape, label_type=5)
        arrays = {"logits": z, "targets": [[0.25, 0.5, 0.25]] * 3}
        yield Build("cross_entropy_soft", dtype)(f"edge_cap_{cap:g}", arrays, **shape)
    # A logit whose quotient with the cap has fewer digits than itself; of one class it is the logarithm of the sum, too.
    small = {"f16": 2.0**-24 * 7, "bf16": 2.0**-133 * 7, "f32": 2.0**-149 * 7000001, "f64": 2.0**-1074 * 202402253}[dtype]
    shape = {"rows": 2, "classes": 1, "reduction": 2, "softcap": 30.0, "wanted": ["loss", "grad", "lse"]}
    yield Build("cross_entropy", dtype)("edge_cap_small", {"logits": [[small], [-small]]}, [0, 0], **shape, label_type=5)
    # A cap that takes the logarithm of the sum next to 0.
    shape = {"rows": 1, "classes": 2, "softcap": 4.0605648, "z_loss": 1.0, "wanted": ["loss", "grad", "lse", "z_loss_part"]}
    yield Build("cross_entropy", dtype)("edge_cap_z", {"logits": [[-0.7, -0.7]]}, [0], **shape, label_type=5)
    # Gradients of every factor that an option may bring, each of which is rounded.
    arrays = {"logits": [2.16, 3.14, -6.88, 0.12], "targets": [0.15, 0.75, 0.9, 0.5], "class_weights": [1.45, 0.02, 1.25, 0.47]}
    shape = {"rows": 1, "classes": 4, "softcap": 5.0, "label_smoothing": 0.1, "z_loss": 0.01}
    yield Build("cross_entropy_soft", dtype)("edge_cap_factors", arrays, **shape)


def _soft_cap_limits(dtype):
    """Caps on both sides of where f64 alone is exact enough for the logits, far into where they cap and next to 0."""
    steps = [-20.0, -2.5, -0.5, 0.0, 0.375, 1.5, 9.0, 2.0**-9]
    for power in (-21, -20, 20, 21):
        cap = 2.0**power
        if dtype == "f16" and power > 0:
            continue
        for classes in (8, 40):
            z = [[cap * step for step in steps] * (classes // 8)]
            shape = {"rows": 1, "classes": classes, "softcap": cap, "wanted": ["loss", "grad", "lse"], "label_type": 5}
            yield Build("cross_entropy", dtype)(f"edge_cap_limit_{power}_{classes}", {"logits": z}, [5], **shape)
