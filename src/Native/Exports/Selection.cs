// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>The largest elements of rows.</summary>
[ShortVectors]
public static unsafe class SelectionExports
{
    /// <summary>Finds the largest element of each row: the class that logits or probabilities predict.</summary>
    /// <remarks>
    /// <code>
    /// indices[r] = the lowest c with input[r,c] = max_k input[r,k]
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="input">[in] [rows, classes] any values</param>
    /// <param name="inputStride">[in] elements from one row of input to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] elements of a row, at least 1</param>
    /// <param name="indices">[out] [rows] classes, from 0</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED
    /// otherwise, and then nothing was written.
    /// </returns>
    /// <special>Of equal elements the first; +0 equals -0. NaN is larger than every number: the first NaN of a row that has one.</special>
    /// <accuracy>Exact.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>No output may overlap an input.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_argmax", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int ArgMax(
        ElementType type,
        [Const, Element] void* input,
        long inputStride,
        long rows,
        long classes,
        long* indices,
        [Const] Executor* executor) =>
        (int)SelectionOp.ArgMax(type, input, inputStride, rows, classes, indices, executor);

    /// <summary>Finds the k largest elements of each row, the largest first.</summary>
    /// <remarks>
    /// <code>
    /// values[r,i] = input[r,indices[r,i]], values[r,0] >= values[r,1] >= ... >= every element that is left out
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="input">[in] [rows, classes] any values</param>
    /// <param name="inputStride">[in] elements from one row of input to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] elements of a row, at least 1</param>
    /// <param name="k">[in] how many to find, from 1 to classes; with classes the row is sorted</param>
    /// <param name="values">[out, optional] [rows, k] the elements; NULL = not wanted</param>
    /// <param name="valuesStride">[in] elements from one row of values to the next, at least k; not read when values is NULL</param>
    /// <param name="indices">[out] [rows, k] where in the row they are, from 0</param>
    /// <param name="indicesStride">[in] elements from one row of indices to the next, at least k</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_SHAPE also for k outside [1, classes]; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS,
    /// NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// Equal elements come by rising index, and of those at the end the lowest are taken; +0 equals -0. NaN is larger than every number.
    /// </special>
    /// <accuracy>Exact.</accuracy>
    /// <memory>None: indices is the workspace. Time grows as classes log k at most.</memory>
    /// <aliasing>No output may overlap an input or the other output.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_top_k", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int TopK(
        ElementType type,
        [Const, Element] void* input,
        long inputStride,
        long rows,
        long classes,
        long k,
        [Element] void* values,
        long valuesStride,
        long* indices,
        long indicesStride,
        [Const] Executor* executor) =>
        (int)SelectionOp.TopK(type, input, inputStride, rows, classes, k, values, valuesStride, indices, indicesStride, executor);
}
