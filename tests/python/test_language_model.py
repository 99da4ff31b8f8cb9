# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The example that trains a language model with PyTorch's loss and with nativeloss.torch: a short run."""

import re
import statistics
import subprocess
import sys

from support import BINDING, TestCase


class LanguageModel(TestCase):
    def test_same_losses_and_a_faster_loss(self):
        command = [sys.executable, "-W", "error", str(BINDING / "language_model.py")]
        command += ["--steps", "40", "--vocabulary", "10000", "--batch", "96"]
        done = subprocess.run(command, cwd=BINDING, capture_output=True, text=True, timeout=300)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

        steps = re.findall(r"^ +\d+ +(\d+\.\d{6}) +(\d+\.\d{6}) +\S+$", done.stdout, re.M)
        self.assertEqual(len(steps), 11)
        for theirs, ours in steps:
            self.assertLess(abs(float(ours) / float(theirs) - 1), 2e-6)
        # A batch's loss is some 0.3 from the next one's: several of the last ones, after enough steps, whatever the text has become.
        self.assertLess(statistics.fmean(float(ours) for _, ours in steps[-3:]), float(steps[0][1]))
        (apart,) = re.findall(r"^largest relative difference .*: (\S+)$", done.stdout, re.M)
        self.assertLess(float(apart), 2e-6)

        # Of the same logits, the loss is within 1.5 ulp of float32, which is at most 2^-23 of the value.
        ((_, error),) = re.findall(r"against float64: PyTorch (\S+), NativeLoss (\S+)$", done.stdout, re.M)
        self.assertLess(float(error), 1.5 * 2**-23)

        (ratio,) = re.findall(r"^loss and its gradient, .* (\S+)$", done.stdout, re.M)
        self.assertGreater(float(ratio), 1)
        self.assertEqual(len(re.findall(r"^training step, .*\d$", done.stdout, re.M)), 1)
