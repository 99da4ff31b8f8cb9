// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// [readme]
using System;
using System.Linq;
using NativeLoss;

float[] logits = [0.5f, 1.5f, 0.1f, 2.2f, 1.3f, 1.7f]; // 2 rows of 3 classes
int[] labels = [1, 2];
float[] probs = new float[6];

Loss.Softmax(logits, classes: 3, probs);
float loss = Loss.CrossEntropy(logits, labels, classes: 3, grad: logits); // the gradient replaces the logits

Console.WriteLine($"probabilities {string.Join(' ', probs.Select(p => p.ToString("F6")))}");
Console.WriteLine($"loss {loss:F6}");
// [/readme]
