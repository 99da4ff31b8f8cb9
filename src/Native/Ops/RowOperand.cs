// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>The rows of one input of a row loss, and of the gradient with respect to it; either may be NULL.</summary>
internal unsafe struct RowOperand
{
    internal void* Data;
    internal long Stride;
    internal void* Grad;
    internal long GradStride;

    internal static void Set(RowOperand* operand, void* data, long stride, void* grad, long gradStride)
    {
        operand->Data = data;
        operand->Stride = stride;
        operand->Grad = grad;
        operand->GradStride = gradStride;
    }

    internal static void* Row(RowOperand* operand, ElementType type, long row) =>
        Elements.At(type, operand->Data, row * operand->Stride);

    internal static void* GradRow(RowOperand* operand, ElementType type, long row) =>
        operand->Grad == null ? null : Elements.At(type, operand->Grad, row * operand->GradStride);
}
