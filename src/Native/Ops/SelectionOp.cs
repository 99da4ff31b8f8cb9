// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>The largest element, and the k largest elements, of each row.</summary>
internal static unsafe class SelectionOp
{
    /// <summary>Classes of rows that take less time side by side than alone; whole squares.</summary>
    private const int Few = 16;

    private struct Context
    {
        internal ElementType Type;
        internal void* Input;
        internal long InputStride;
        internal long Rows;
        internal long Classes;
        internal long K;
        internal void* Values;
        internal long ValuesStride;
        internal long* Indices;
        internal long IndicesStride;
    }

    internal static Status ArgMax(
        ElementType type, void* input, long inputStride, long rows, long classes, long* indices, Executor* executor)
    {
        var matrix = new Matrix(input, rows, classes, inputStride, Elements.Size(type));
        var status = Check.Map(matrix, Matrix.Vector(indices, rows, sizeof(long)), inPlace: false, executor, Status.Ok);
        if (status != Status.Ok)
            return status;
        Context context;
        context.Type = type;
        context.Input = input;
        context.InputStride = inputStride;
        context.Rows = rows;
        context.Classes = classes;
        context.Indices = indices;
        var tiled = Effort.IsWorthIt && type == ElementType.F32 && classes <= Few;
        Partition.Run(rows, tiled ? &ArgMaxTiles : &ArgMaxRows, &context, executor, tiled ? LabelBatch.Size : 1);
        return Status.Ok;
    }

    internal static Status TopK(
        ElementType type, void* input, long inputStride, long rows, long classes, long k, void* values, long valuesStride, long* indices,
        long indicesStride, Executor* executor)
    {
        var matrix = new Matrix(input, rows, classes, inputStride, Elements.Size(type));
        var chosen = new Matrix(values, rows, k, valuesStride, Elements.Size(type));
        var places = new Matrix(indices, rows, k, indicesStride, sizeof(long));
        var status = Check.First(Check.Extents(rows, classes), k < 1 || k > classes ? Status.E_Shape : Status.Ok);
        status = Check.First(status, Check.OptionalRows(chosen));
        status = Check.Map(matrix, places, inPlace: false, executor, status);
        if (status == Status.Ok)
            status = Check.First(Check.Disjoint(matrix, chosen), Check.Disjoint(places, chosen));
        if (status != Status.Ok)
            return status;
        Context context;
        context.Type = type;
        context.Input = input;
        context.InputStride = inputStride;
        context.Classes = classes;
        context.K = k;
        context.Values = values;
        context.ValuesStride = valuesStride;
        context.Indices = indices;
        context.IndicesStride = indicesStride;
        Partition.Run(rows, &TopKRows, &context, executor);
        return Status.Ok;
    }

    private static void ArgMaxRows(void* data, long first, long end, int block)
    {
        var context = (Context*)data;
        for (var row = first; row < end; row++)
        {
            var x = Elements.At(context->Type, context->Input, row * context->InputStride);
            context->Indices[row] = SelectionKernel.First(context->Type, x, context->Classes);
        }
    }

    /// <summary>Several rows at a time, side by side; those with NaN alone.</summary>
    private static void ArgMaxTiles(void* data, long first, long end, int block)
    {
        var context = (Context*)data;
        var memory = stackalloc byte[(Few * RowTile.Width * sizeof(float)) + Lines.Spare];
        var tile = (float*)Lines.Align(memory);
        TileState state;
        var classes = (int)context->Classes;
        var stride = context->InputStride;
        for (var row = first; row < end; row += RowTile.Width)
        {
            var rows = end - row < RowTile.Width ? (int)(end - row) : RowTile.Width;
            for (var start = 0; start < classes; start += RowTile.Width)
            {
                var count = classes - start < RowTile.Width ? classes - start : RowTile.Width;
                var input = (float*)context->Input + start;
                RowTile.LoadRows(input + (row * stride), stride, rows, count, input + ((context->Rows - 1) * stride) + count, tile + (start * RowTile.Width));
            }
            if (TileKernel.HasNaN(tile, classes))
            {
                ArgMaxRows(context, row, row + rows, block);
                continue;
            }
            TileKernel.ArgMax(tile, RowTile.Width, classes, &state);
            for (var i = 0; i < rows; i++)
                context->Indices[row + i] = (long)state.Labels[i];
        }
    }

    private static void TopKRows(void* data, long first, long end, int block)
    {
        var context = (Context*)data;
        var type = context->Type;
        for (var row = first; row < end; row++)
        {
            var x = Elements.At(type, context->Input, row * context->InputStride);
            var indices = context->Indices + (row * context->IndicesStride);
            SelectionKernel.Select(type, x, context->Classes, context->K, indices);
            if (context->Values == null)
                continue;
            var values = Elements.At(type, context->Values, row * context->ValuesStride);
            for (long i = 0; i < context->K; i++)
                Elements.Set(type, values, i, Elements.Get(type, x, indices[i]));
        }
    }
}
