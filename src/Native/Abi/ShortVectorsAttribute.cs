// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>
/// The operations of the class gain nothing from vectors of 512 bits: they compute in double-doubles, which are vectors of 256 bits at v4 too
/// (F64Short of Simd/Level.cs), or mostly element by element, or divide and take roots, which takes as long in halves. There the dispatcher takes v3's code, which gives the same bits, and v4's is left
/// out of the file.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShortVectorsAttribute : Attribute;
