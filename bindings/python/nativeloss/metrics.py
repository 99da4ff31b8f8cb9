# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Metrics of classifiers, with the names and signatures of scikit-learn.

True labels may be anything that can be sorted. A row of scores has one for each class, in the order of the labels;
with two classes, the scores may also be one for each row, that of the second. With ``from_logits=True`` the scores are
logits instead of probabilities, and then nothing is lost near 0 and 1.

Without ``labels``, the different values of ``y_true`` are the classes if there are as many as scores in a row, as in
scikit-learn; else ``y_true`` must be indices of classes from 0.

>>> import numpy as np
>>> from nativeloss import metrics
>>> probs = np.array([[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.1, 0.1, 0.8]])
>>> print(f"{metrics.log_loss([0, 1, 2], probs):.6f}")
0.498703
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ._calibration import Calibration
from ._charts import Svg, reliability
from ._cross_entropy import cross_entropy
from ._elementwise import binary_cross_entropy_with_logits
from ._scores import mean, probabilities, ranks, read_rows

__all__ = ["brier", "expected_calibration_error", "log_loss", "reliability_diagram", "top_k_accuracy"]


def log_loss(
    y_true: npt.ArrayLike,
    y_pred: npt.ArrayLike,
    *,
    normalize: bool = True,
    sample_weight: npt.ArrayLike | None = None,
    labels: npt.ArrayLike | None = None,
    from_logits: bool = False,
) -> float:
    """Compute the negative log-likelihood of the true labels, as `sklearn.metrics.log_loss`.

    Parameters
    ----------
    y_true : array_like, shape (n)
        True labels.
    y_pred : array_like, shape (n, classes), or (n) with two classes
        Probabilities from 0 to 1, or logits with `from_logits`.
    normalize : bool, optional
        The mean over the samples, else their sum. Default: True.
    sample_weight : array_like, shape (n), optional
        Weight of each sample.
    labels : array_like, optional
        All labels in order.
    from_logits : bool, optional
        Default: False.

    Returns
    -------
    float
        In nats.

    Raises
    ------
    TypeError
        If `y_pred` is not numbers.
    ValueError
        If shapes or labels do not fit, for NaN, and for probabilities outside [0, 1].

    Notes
    -----
    Probabilities are taken as they are: none is clipped, so that a probability of 0 of the true label gives infinity,
    and rows are not divided by their sum. Logits give every digit of losses near 0.

    Examples
    --------
    >>> from nativeloss import metrics
    >>> print(f"{metrics.log_loss(['ham', 'spam', 'ham'], [[0.9, 0.1], [0.35, 0.65], [0.8, 0.2]]):.6f}")
    0.253096
    >>> print(f"{metrics.log_loss([1, 0], [40.0, -40.0], from_logits=True):.6g}")
    4.24835e-18
    """
    rows = read_rows(y_true, y_pred, "y_pred", sample_weight, labels)
    if not from_logits:
        p = probabilities(rows, "y_pred", from_logits)
        of_class = np.where(rows.classes == 1, p, 1 - p) if rows.binary else p[np.arange(len(p)), rows.classes]
        with np.errstate(divide="ignore"):
            losses = -np.log(of_class)
    elif rows.binary:
        losses = binary_cross_entropy_with_logits(rows.scores, rows.classes.astype(rows.scores.dtype), reduction="none")
    else:
        losses = cross_entropy(rows.scores, rows.classes, ignore_index=None, reduction="none")
    return mean(losses.astype(np.float64), rows.weight, normalize)


def top_k_accuracy(
    y_true: npt.ArrayLike,
    y_score: npt.ArrayLike,
    *,
    k: int = 2,
    normalize: bool = True,
    sample_weight: npt.ArrayLike | None = None,
    labels: npt.ArrayLike | None = None,
) -> float:
    """Compute how often the true label has one of the k highest scores, as `sklearn.metrics.top_k_accuracy_score`.

    Parameters
    ----------
    y_true : array_like, shape (n)
        True labels.
    y_score : array_like, shape (n, classes), or (n) with two classes
        Scores of any scale: probabilities or logits.
    k : int, optional
        At least 1. Default: 2.
    normalize : bool, optional
        The share of the samples, else their number. Default: True.
    sample_weight, labels : optional
        As for `log_loss`.

    Returns
    -------
    float

    Raises
    ------
    TypeError, ValueError
        As `log_loss`; also for a `k` below 1.

    Notes
    -----
    Of equal scores those of lower index come first; in scikit-learn, those of higher. One score for each row is that of
    the second class, and is right above 1/2 if all are from 0 to 1, else above 0.

    Examples
    --------
    >>> import numpy as np
    >>> from nativeloss import metrics
    >>> scores = np.array([[0.5, 0.2, 0.2], [0.3, 0.4, 0.2], [0.2, 0.4, 0.3], [0.7, 0.2, 0.1]])
    >>> metrics.top_k_accuracy([0, 1, 2, 2], scores, k=2)
    0.75
    """
    if k < 1:
        raise ValueError(f"k must be at least 1. Got: {k}")
    rows = read_rows(y_true, y_score, "y_score", sample_weight, labels)
    if not rows.binary:
        hits = ranks(rows) < k
    elif k == 1:
        threshold = 0.5 if rows.scores.min() >= 0 and rows.scores.max() <= 1 else 0.0
        hits = (rows.scores > threshold) == (rows.classes == 1)
    else:
        hits = np.ones(len(rows.classes), np.bool_)
    return mean(hits, rows.weight, normalize)


def brier(
    y_true: npt.ArrayLike,
    y_prob: npt.ArrayLike,
    *,
    sample_weight: npt.ArrayLike | None = None,
    pos_label: object = None,
    labels: npt.ArrayLike | None = None,
    scale_by_half: bool | None = None,
    from_logits: bool = False,
) -> float:
    """Compute the mean squared difference of probabilities and outcomes, as `sklearn.metrics.brier_score_loss`.

    Parameters
    ----------
    y_true : array_like, shape (n)
        True labels.
    y_prob : array_like, shape (n, classes), or (n) with two classes
        Probabilities from 0 to 1, or logits with `from_logits`.
    sample_weight, labels : optional
        As for `log_loss`.
    pos_label : optional
        The label that a single score for each row is for. Default: the second.
    scale_by_half : bool, optional
        Half of the sum over the classes, which with two classes is the squared difference of one. Default: with two
        classes.
    from_logits : bool, optional
        Default: False.

    Returns
    -------
    float
        From 0 to 1, or to 2 with more than two classes unless it is halved.

    Raises
    ------
    TypeError, ValueError
        As `log_loss`.

    Examples
    --------
    >>> from nativeloss import metrics
    >>> print(round(metrics.brier([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]), 6))
    0.0375
    """
    rows = read_rows(y_true, y_prob, "y_prob", sample_weight, labels, pos_label)
    p = probabilities(rows, "y_prob", from_logits)
    if rows.binary:
        halved = (p - (rows.classes == 1)) ** 2
    else:
        at = np.arange(len(p)), rows.classes
        halved = ((p**2).sum(1) - p[at] ** 2 + (1 - p[at]) ** 2) / 2
    half = scale_by_half if scale_by_half is not None else rows.binary or p.shape[1] == 2
    return mean(halved if half else 2 * halved, rows.weight)


def expected_calibration_error(
    y_true: npt.ArrayLike,
    y_prob: npt.ArrayLike,
    *,
    n_bins: int = 15,
    strategy: str = "uniform",
    sample_weight: npt.ArrayLike | None = None,
    pos_label: object = None,
    labels: npt.ArrayLike | None = None,
    from_logits: bool = False,
) -> float:
    """Compute how far confidence is from accuracy, on average over bins of confidence (Naeini et al. 2015).

    With a score for each class, the confidence is that of the most probable class, and a row is right if that is the
    true one. With one score for each row, it is that of the second class, and a row is right if that is the true one.

    Parameters
    ----------
    y_true : array_like, shape (n)
        True labels.
    y_prob : array_like, shape (n, classes), or (n) with two classes
        Probabilities from 0 to 1, or logits with `from_logits`.
    n_bins : int, optional
        At least 1. Default: 15.
    strategy : {"uniform", "quantile"}, optional
        Bins of one width, or of one number of samples. Default: "uniform".
    sample_weight, labels : optional
        As for `log_loss`.
    pos_label : optional
        The label that a single score for each row is for. Default: the second.
    from_logits : bool, optional
        Default: False.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    TypeError, ValueError
        As `log_loss`; also for an `n_bins` below 1 and another `strategy`.

    Examples
    --------
    >>> from nativeloss import metrics
    >>> print(round(metrics.expected_calibration_error([0, 0, 1, 1], [0.2, 0.2, 0.9, 0.9]), 6))
    0.15
    """
    return _calibration(y_true, y_prob, n_bins, strategy, sample_weight, pos_label, labels, from_logits).error()


def reliability_diagram(
    y_true: npt.ArrayLike,
    y_prob: npt.ArrayLike,
    *,
    n_bins: int = 15,
    strategy: str = "uniform",
    sample_weight: npt.ArrayLike | None = None,
    pos_label: object = None,
    labels: npt.ArrayLike | None = None,
    from_logits: bool = False,
) -> Svg:
    """Draw what `expected_calibration_error` measures: for bins of confidence, how often the predictions were right.

    Parameters
    ----------
    y_true, y_prob, n_bins, strategy, sample_weight, pos_label, labels, from_logits : see there
        As for `expected_calibration_error`.

    Returns
    -------
    str
        An SVG picture without scripts and references, light or dark as the reader prefers; notebooks show it.

    Raises
    ------
    TypeError, ValueError
        As `expected_calibration_error`.

    Examples
    --------
    >>> from nativeloss import metrics
    >>> picture = metrics.reliability_diagram([0, 0, 1, 1], [0.2, 0.2, 0.9, 0.9])
    >>> picture[:4], picture.count("<circle")
    ('<svg', 2)
    """
    calibration = _calibration(y_true, y_prob, n_bins, strategy, sample_weight, pos_label, labels, from_logits)
    return reliability(calibration.bins(), calibration.error(), standalone=True)


def _calibration(
    y_true: npt.ArrayLike,
    y_prob: npt.ArrayLike,
    n_bins: int,
    strategy: str,
    sample_weight: npt.ArrayLike | None,
    pos_label: object,
    labels: npt.ArrayLike | None,
    from_logits: bool,
) -> Calibration:
    if n_bins < 1:
        raise ValueError(f"n_bins must be at least 1. Got: {n_bins}")
    if strategy not in ("uniform", "quantile"):
        raise ValueError(f'{strategy} is not a valid value for strategy; use "uniform" or "quantile"')
    rows = read_rows(y_true, y_prob, "y_prob", sample_weight, labels, pos_label)
    p = probabilities(rows, "y_prob", from_logits)
    confidence = p if rows.binary else p.max(1)
    right = rows.classes == (1 if rows.binary else p.argmax(1))
    edges = np.linspace(0, 1, n_bins + 1)
    calibration = Calibration(edges if strategy == "uniform" else np.quantile(confidence, edges))
    calibration.add(confidence, right, rows.weight)
    return calibration
