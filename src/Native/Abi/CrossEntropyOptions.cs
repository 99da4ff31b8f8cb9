// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>Options of cross-entropy. All bytes zero after struct_size are the defaults; NULL means defaults too.</summary>
[CName("nloss_cross_entropy_options")]
[StructLayout(LayoutKind.Sequential)]
public unsafe struct CrossEntropyOptions
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Combination of flags; 0 = none.</summary>
    [Code(typeof(CrossEntropyFlags))]
    public uint Flags;

    /// <summary>How rows are reduced; 0 = mean.</summary>
    [Code(typeof(Reduction))]
    public int Reduction;

    /// <summary>Must be 0.</summary>
    public int Reserved;

    /// <summary>Probability mass spread evenly over all classes, in [0, 1]; 0 = off. Typical: 0.05 to 0.2.</summary>
    public double LabelSmoothing;

    /// <summary>Label of rows to leave out, any value; read only with NLOSS_CE_IGNORE_INDEX, and only for index targets.</summary>
    public long IgnoreIndex;

    /// <summary>[classes] weight of each class, f64 for f64 logits, else f32; NULL = all ones. Read as data: not checked for sign or NaN.</summary>
    [Const]
    public void* ClassWeights;

    /// <summary>Receives the first bad row on NLOSS_E_LABEL, and is otherwise not written; NULL = not wanted.</summary>
    public long* ErrorRow;

    /// <summary>
    /// Elements between the classes of a row, for logits of shape [N, classes, d1, ...]: row r of logits, targets and grad starts at
    /// (r / inner) * stride + r % inner. It divides rows; a stride is then at least classes * inner. 0 = 1 = contiguous rows.
    /// </summary>
    public long Inner;

    /// <summary>
    /// [rows] weight of each row, f64 for f64 logits, else f32; NULL = all ones. Multiplies loss and gradient and counts in the mean's
    /// denominator. Read as data: not checked for sign or NaN.
    /// </summary>
    [Const]
    public void* RowWeights;

    /// <summary>Coefficient of the z-loss, lse squared, which is added to each row's loss; finite, 0 = off. Typical: 1e-4.</summary>
    public double ZLoss;

    /// <summary>
    /// Each logit z is replaced by softcap tanh(z / softcap) first; finite, at least 0, 0 = off. Typical: 30 to 50. A slope of that below
    /// 1e-306 may count as 0.
    /// </summary>
    public double Softcap;

    /// <summary>
    /// [rows] second class of each row, of the type of labels (mix-up, CutMix): its loss has the share 1 - mix_lambda. NULL = none. Only for
    /// index targets.
    /// </summary>
    [Const]
    public void* SecondLabels;

    /// <summary>Share of the loss of labels, in [0, 1]; read only with second_labels.</summary>
    public double MixLambda;

    /// <summary>[rows] receives the logsumexp of each row, f64 for f64 logits, else f32; NULL = not wanted, as all below.</summary>
    public void* Lse;

    /// <summary>[rows] receives the lowest index of the largest logit; a NaN is the largest.</summary>
    public long* Argmax;

    /// <summary>
    /// [rows] receives 1 where argmax is the label (the lowest index of the largest target), else 0; 0 in ignored rows.
    /// </summary>
    public byte* Correct;

    /// <summary>
    /// [rows] receives the number of classes before the label when sorted by logit, largest first, ties by index: the label is among the
    /// top k where rank is below k. -1 in ignored rows. Only for index targets.
    /// </summary>
    public long* Rank;

    /// <summary>[rows] receives the entropy of softmax(logits) in nats, of the type of lse.</summary>
    public void* Entropy;

    /// <summary>[rows] receives the label's probability, of the type of lse; 0 in ignored rows. Only for index targets.</summary>
    public void* LabelProb;

    /// <summary>[rows] receives the z-loss that is in the row's loss, of the type of lse; 0 in ignored rows.</summary>
    public void* ZLossPart;
}
