# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Wrong arguments: the type and wording of the exception, and outputs left as they were.

The wordings are PyTorch 1.13's wherever it has one; it raises RuntimeError for most, Python's ValueError here.
"""

import numpy as np

import nativeloss as nl
from support import TestCase

X = np.zeros((3, 4), np.float32)
LABELS = np.zeros(3, np.int64)


def zeros(*shape, dtype=np.float32):
    return np.zeros(shape, dtype)


class Wording(TestCase):
    def check(self, kind, message, function, *arguments, **options):
        with self.subTest(message=message):
            with self.assertRaises(kind) as caught:
                function(*arguments, **options)
            self.assertIs(type(caught.exception), kind)
            self.assertEqual(str(caught.exception), message)

    def test_targets(self):
        bounds = "Target 7 is out of bounds."
        self.check(IndexError, bounds, nl.cross_entropy, X, [0, 7, 9])
        self.check(IndexError, bounds, nl.cross_entropy, X, np.array([0, 7, 9], np.uint8))
        self.check(IndexError, bounds, nl.cross_entropy, zeros(4), 7)
        self.check(IndexError, bounds, nl.cross_entropy, zeros(2, 4, 2), [[0, 1], [7, 9]])
        self.check(IndexError, "Target -1 is out of bounds.", nl.cross_entropy, X, [0, -1, 9])
        self.check(IndexError, "Target -100 is out of bounds.", nl.cross_entropy, X, [0, -100, 1], ignore_index=5)
        batch = "Expected input batch_size (3) to match target batch_size (2)."
        self.check(ValueError, batch, nl.cross_entropy, X, [0, 1])
        self.check(ValueError, batch, nl.cross_entropy, zeros(3, 4, 5), np.zeros((2, 5), int))
        multi = "0D or 1D target tensor expected, multi-target not supported"
        self.check(ValueError, multi, nl.cross_entropy, X, [[0], [1], [2]])
        self.check(ValueError, multi, nl.cross_entropy, X, 0)
        message = "Expected target size [3, 5], got [3, 6]"
        self.check(ValueError, message, nl.cross_entropy, zeros(3, 4, 5), np.zeros((3, 6), int))
        message = "size mismatch (got input: [4], target: [2])"
        self.check(ValueError, message, nl.cross_entropy, zeros(4), [0, 1])
        message = "Expected floating point type for target with class probabilities, got int64"
        self.check(TypeError, message, nl.cross_entropy, X, np.zeros((3, 4), np.int64))
        message = (
            "Expected floating point target (class probabilities) of the input's shape [3, 4], got [3]; "
            "class indices must be integers"
        )
        self.check(ValueError, message, nl.cross_entropy, X, zeros(3))
        for kind in (np.bool_, np.uint64, np.complex128, np.object_):
            message = (
                "target must hold class indices (integers, but not uint64) or probabilities (floats), "
                f"got {np.dtype(kind)}"
            )
            self.check(TypeError, message, nl.cross_entropy, X, np.zeros(3, kind))
        self.check(TypeError, "target must be float32 like input, got float64", nl.cross_entropy, X, np.zeros((3, 4)))

    def test_cross_entropy_options(self):
        message = (
            "weight tensor should be defined either for all 4 classes or no classes but got weight tensor of shape: [5]"
        )
        self.check(ValueError, message, nl.cross_entropy, X, LABELS, zeros(5))
        self.check(ValueError, message, nl.cross_entropy, X, X, zeros(5))
        self.check(TypeError, "weight must be float32 like input, got float64", nl.cross_entropy, X, LABELS, np.ones(4))
        for value in (1.5, -0.25):
            message = f"label_smoothing must be between 0.0 and 1.0. Got: {value}"
            self.check(ValueError, message, nl.cross_entropy, X, LABELS, label_smoothing=value)
        message = "label_smoothing must be between 0.0 and 1.0. Got: nan"
        self.check(ValueError, message, nl.cross_entropy, X, LABELS, label_smoothing=float("nan"))
        message = "ignore_index is not supported for floating point target"
        self.check(ValueError, message, nl.cross_entropy, X, X, ignore_index=2)
        self.check(ValueError, "foo is not a valid value for reduction", nl.cross_entropy, X, LABELS, reduction="foo")
        message = 'one is not a valid value for empty_mean; use "nan" or "zero"'
        self.check(ValueError, message, nl.cross_entropy, X, LABELS, empty_mean="one")
        message = f"ignore_index must fit in 64 bits. Got: {2**63}"
        self.check(ValueError, message, nl.cross_entropy, X, LABELS, ignore_index=2**63)
        for options, message in (
            ({"z_loss": float("inf")}, "z_loss must be finite. Got: inf"),
            ({"softcap": 0.0}, "softcap must be finite and above 0. Got: 0.0"),
            ({"softcap": float("nan")}, "softcap must be finite and above 0. Got: nan"),
            ({"second_target": LABELS, "mix_lambda": 1.5}, "mix_lambda must be between 0.0 and 1.0. Got: 1.5"),
            ({"sample_weight": zeros(4)}, "sample_weight must have shape [3], got [4]"),
            ({"second_target": LABELS[:2]}, "second_target must have the shape of target, [3], got [2]"),
        ):
            self.check(ValueError, message, nl.cross_entropy, X, LABELS, **options)
        message = "second_target must be int64 like target, got uint8"
        self.check(TypeError, message, nl.cross_entropy, X, LABELS, second_target=LABELS.astype(np.uint8))
        message = "second_target is not supported for floating point target"
        self.check(ValueError, message, nl.cross_entropy, X, X, second_target=LABELS)
        self.check(IndexError, "Target 4 is out of bounds.", nl.cross_entropy, X, LABELS, second_target=LABELS + 4)
        self.check(IndexError, "Target -100 is out of bounds.", nl.cross_entropy, X, LABELS - 100, ignore_index=None)
        with self.assertRaises(TypeError):
            nl.cross_entropy(X, LABELS, ignore_index=2.0)
        for shape in ((), (0,), (3, 0)):
            message = f"Expected input with at least one class, got shape [{', '.join(map(str, shape))}]"
            self.check(ValueError, message, nl.cross_entropy, zeros(*shape), LABELS)

    def test_types(self):
        for kind in ("int32", "bool", "uint16", "longdouble", "complex64", "object"):
            x = np.zeros((2, 3), kind)
            message = f"input must be float32 or float64, got {x.dtype}; "
            message += "convert it with numpy.asarray(input, numpy.float32)"
            self.check(TypeError, message, nl.linear, x, X)
            message = f"logits must be float32, float64, float16 or bfloat16, got {x.dtype}; "
            message += "convert it with numpy.asarray(logits, numpy.float32)"
            self.check(TypeError, message, nl.softmax, x)
            self.check(TypeError, message, nl.logsumexp, x)
        self.check(
            TypeError, "grad_probs must be float32 like probs, got float64", nl.softmax_backward, X, np.ones((3, 4))
        )
        self.check(TypeError, "weight must be float32 like input, got float64", nl.linear, X, np.ones((2, 4)))
        message = "weight must be float32 with input of float16, got float16"
        half = X.astype(np.float16)
        self.check(TypeError, message, nl.cross_entropy, half, LABELS, half[0])
        message = "logits is a masked array, and its mask would be ignored; fill it first"
        self.check(TypeError, message, nl.softmax, np.ma.masked_array([1.0, 2.0], [True, False]))
        self.check(TypeError, "out must be float32, got float64", nl.softmax, X, out=np.zeros((3, 4)))
        self.check(TypeError, "out must be a numpy.ndarray, got list", nl.softmax, X, out=[1.0])

    def test_axes(self):
        message = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
        for function in (nl.softmax, nl.log_softmax, nl.logsumexp):
            self.check(IndexError, message, function, X, 2)
        self.check(IndexError, message, nl.softmax_backward, X, X, 2)
        message = "Dimension out of range (expected to be in range of [-1, 0], but got -2)"
        self.check(IndexError, message, nl.softmax, np.float32(1), -2)

    def test_shapes(self):
        self.check(ValueError, "out must have shape [3, 4], got [4, 3]", nl.softmax, X, out=zeros(4, 3))
        self.check(ValueError, "out must have shape [3], got [3, 1]", nl.logsumexp, X, out=zeros(3, 1))
        self.check(
            ValueError, "grad_out must have shape [3, 4], got [4]", nl.cross_entropy, X, LABELS, grad_out=zeros(4)
        )
        message = "grad_log_probs must have shape [3, 4], got [4]"
        self.check(ValueError, message, nl.log_softmax_backward, X, zeros(4))
        self.check(ValueError, "grad_lse must have shape [3, 1], got [3]", nl.logsumexp_backward, X, zeros(3), -1, True)
        message = "mat1 and mat2 shapes cannot be multiplied (3x4 and 6x5)"
        self.check(ValueError, message, nl.linear, X, zeros(5, 6))
        self.check(ValueError, message, nl.linear_backward, X, zeros(5, 6), zeros(3, 5))
        self.check(ValueError, "bias must have shape [5], got [3]", nl.linear, X, zeros(5, 4), zeros(3))
        message = "grad_output must have shape [3, 5], got [5, 3]"
        self.check(ValueError, message, nl.linear_backward, X, zeros(5, 4), zeros(5, 3))
        message = "weight must have shape (outputs, inputs), neither of them 0, got [4]"
        self.check(ValueError, message, nl.linear, X, zeros(4))
        message = "mask must be broadcastable to the shape of logits, [3, 4], got [3, 1, 4]"
        self.check(ValueError, message, nl.softmax, X, mask=np.ones((3, 1, 4), bool))
        self.check(ValueError, message.replace("[3, 1, 4]", "[5]"), nl.softmax, X, mask=np.ones(5, bool))
        message = "mask must be float32 like logits, or bool, got int64"
        self.check(TypeError, message, nl.logsumexp, X, mask=np.ones(4, int))
        for value in (0.0, float("inf"), float("nan")):
            message = f"temperature must be finite and not 0. Got: {value}"
            self.check(ValueError, message, nl.softmax, X, temperature=value)
        message = 'hartleys is not a valid value for unit; use "nats" or "bits"'
        self.check(ValueError, message, nl.entropy, X, unit="hartleys")
        message = 'one is not a valid value for empty_row; use "nan" or "zero"'
        self.check(ValueError, message, nl.softmax, X, empty_row="one")

    def test_optimizers(self):
        p, g, v = zeros(3), zeros(3), zeros(3)
        self.check(ValueError, "Invalid learning rate: -1", nl.sgd_step, p, g, lr=-1)
        self.check(ValueError, "Invalid momentum value: -1", nl.sgd_step, p, g, v, momentum=-1)
        self.check(ValueError, "Invalid weight_decay value: -1", nl.sgd_step, p, g, weight_decay=-1)
        message = "Nesterov momentum requires a momentum and zero dampening"
        self.check(ValueError, message, nl.sgd_step, p, g, nesterov=True)
        self.check(ValueError, message, nl.sgd_step, p, g, v, momentum=0.9, dampening=0.5, nesterov=True)
        self.check(ValueError, "momentum needs velocity, an array like param", nl.sgd_step, p, g, momentum=0.9)
        adam = (nl.adam_step, p, g, v, zeros(3))
        self.check(ValueError, "Invalid step: 0; the first is 1", *adam, 0)
        self.check(ValueError, "Invalid learning rate: nan", *adam, 1, lr=float("nan"))
        self.check(ValueError, "Invalid beta parameter at index 0: 1.0", *adam, 1, betas=(1.0, 0.5))
        self.check(ValueError, "Invalid beta parameter at index 1: 1.5", *adam, 1, betas=(0.1, 1.5))
        self.check(ValueError, "Invalid epsilon value: -1", *adam, 1, eps=-1)
        self.check(ValueError, "Invalid weight_decay value: -1", *adam, 1, weight_decay=-1)
        message = "param must be a contiguous array of native byte order, because it is updated in place"
        self.check(ValueError, message, nl.sgd_step, zeros(6)[::2], g)
        self.check(ValueError, message, nl.sgd_step, zeros(3).astype(">f4"), g)
        self.check(TypeError, "param must be a numpy.ndarray, got list", nl.sgd_step, [1.0], g)
        self.check(ValueError, "moment1 must have shape [3], got [4]", nl.adam_step, p, g, zeros(4), v, 1)
        self.check(ValueError, "grad must have shape [3], got [1]", nl.sgd_step, p, zeros(1))
        self.check(TypeError, "velocity must be float32, got float64", nl.sgd_step, p, g, np.zeros(3), momentum=0.9)

    def test_a_bad_label_anywhere(self):
        """Without an ignored label they are looked at several at a time."""
        for rows in (1, 2, 3, 8, 64, 65, 67):
            for row in range(rows):
                for bad in (-1, 4, -(2**63), 2**63 - 1):
                    labels = np.arange(rows) % 4
                    labels[row] = bad
                    message = f"Target {bad} is out of bounds."
                    self.check(IndexError, message, nl.cross_entropy, zeros(rows, 4), labels, ignore_index=None)

    def test_levels_and_threads(self):
        self.check(ValueError, "'v9' is not an instruction-set level; use one of v2, v3, v4", nl.limit_isa, "v9")
        self.check(ValueError, "'none' is not an instruction-set level; use one of v2, v3, v4", nl.limit_isa, "none")
        self.check(ValueError, "set_num_threads expects a positive number, got 0", nl.set_num_threads, 0)


class NothingWritten(TestCase):
    def test_bad_label_leaves_the_gradient(self):
        for out in (np.full((3, 4), 5, np.float32), np.full((3, 8), 5, np.float32)[:, ::2]):
            with self.assertRaises(IndexError):
                nl.cross_entropy(X, [0, 1, 4], grad_out=out)
            self.assertTrue((out == 5).all())

    def test_bad_label_leaves_the_logits(self):
        x = np.arange(12, dtype=np.float32).reshape(3, 4)
        before = x.copy()
        with self.assertRaises(IndexError):
            nl.cross_entropy(x, [0, 1, 4], grad_out=x)
        self.assert_same_bits(x, before)

    def test_bad_last_argument_leaves_the_parameters(self):
        p = np.ones(3)
        with self.assertRaises(ValueError):
            nl.adam_step(p, p.copy(), np.zeros(3), np.zeros(4), 1)
        self.assertEqual(p.tolist(), [1, 1, 1])
