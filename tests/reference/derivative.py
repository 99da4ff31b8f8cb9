# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Gradients against a numerical derivative of the value, in so many bits that it is as good as exact."""

from gmpy2 import is_nan, mpfr

# The step relative to its variable, and what may remain of the gradient: the error of a central difference is the square
# of the step, and the differences leave BITS["f64"] - 300 bits of the value.
STEP = mpfr(2) ** -300
TOLERANCE = mpfr(2) ** -400


def derivative(function, x, index):
    """The derivative of function(x) with respect to x[index], by a central difference. The function takes a list."""
    x = [mpfr(v) for v in x]
    h = STEP * (abs(x[index]) or 1)
    at = lambda value: function(x[:index] + [value] + x[index + 1 :])
    return (at(x[index] + h) - at(x[index] - h)) / (2 * h)


def agrees(gradient, function, x):
    """
    Whether a gradient is the derivative of function(x), element by element: to 120 digits of its own, or of the value
    over the variable where it is much smaller than that. Not at kinks, and not where a value is infinite.
    """
    value = abs(function([mpfr(v) for v in x]))
    for index, slope in enumerate(gradient):
        found = derivative(function, x, index)
        steep = value / (abs(mpfr(x[index])) or 1)
        if is_nan(found) or not abs(found - slope) <= TOLERANCE * (abs(slope) + steep):
            return False
    return True
