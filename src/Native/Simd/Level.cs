// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// The level's vector types: the only place where a level is named. Kernels take them as type arguments. F64Short is for double-doubles:
// of 512 bits they would take more stack than a call may, but where few are needed (DdWide). F64Pair is for long chains of operations on few
// numbers, see Pair; where those are calls, it would be twice as many of them in the file. Loose is for terms that need no bound, or have no
// scale: where sequences of operations are calls, they are as if they did, and there is one such call less.
#if ISA_V4
global using F32 = NativeLoss.Native.Simd.V512<float>;
global using F64 = NativeLoss.Native.Simd.V512<double>;
global using DdWide = NativeLoss.Native.Simd.DdVector<NativeLoss.Native.Simd.V512<double>>;
global using F64Short = NativeLoss.Native.Simd.V256<double>;
global using F64Pair = NativeLoss.Native.Simd.V512<double>;
global using DdF64 = NativeLoss.Native.Simd.DdVector<NativeLoss.Native.Simd.V256<double>>;
global using F64Scalar = NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.HardwareFma>;
global using ExpF32 = NativeLoss.Native.Simd.ExpSingle<NativeLoss.Native.Simd.V512<float>>;
global using ExpF64 = NativeLoss.Native.Simd.ExpDouble<NativeLoss.Native.Simd.V512<double>>;
global using Loose = NativeLoss.Native.Simd.Off;
#elif ISA_V3
global using F32 = NativeLoss.Native.Simd.V256<float>;
global using F64 = NativeLoss.Native.Simd.V256<double>;
global using DdWide = NativeLoss.Native.Simd.DdVector<NativeLoss.Native.Simd.V256<double>>;
global using F64Short = NativeLoss.Native.Simd.V256<double>;
global using F64Pair = NativeLoss.Native.Simd.Pair<NativeLoss.Native.Simd.V256<double>, double>;
global using DdF64 = NativeLoss.Native.Simd.DdVector<NativeLoss.Native.Simd.V256<double>>;
global using F64Scalar = NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.HardwareFma>;
global using ExpF32 = NativeLoss.Native.Simd.ExpSingle<NativeLoss.Native.Simd.V256<float>>;
global using ExpF64 = NativeLoss.Native.Simd.ExpDouble<NativeLoss.Native.Simd.V256<double>>;
global using Loose = NativeLoss.Native.Simd.Off;
#elif ISA_V2
global using F32 = NativeLoss.Native.Simd.V128<float, NativeLoss.Native.Simd.SoftwareFma>;
global using F64 = NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.SoftwareFma>;
global using DdWide = NativeLoss.Native.Simd.DdVector<NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.SoftwareFma>>;
global using F64Short = NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.SoftwareFma>;
global using F64Pair = NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.SoftwareFma>;
global using DdF64 = NativeLoss.Native.Simd.DdVector<NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.SoftwareFma>>;
global using F64Scalar = NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.SoftwareFma>;
global using ExpF32 = NativeLoss.Native.Simd.ExpSingle<NativeLoss.Native.Simd.V128<float, NativeLoss.Native.Simd.SoftwareFma>>;
global using ExpF64 = NativeLoss.Native.Simd.ExpDouble<NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.SoftwareFma>>;
global using Loose = NativeLoss.Native.Simd.On;
#elif ISA_NEON
global using F32 = NativeLoss.Native.Simd.V128<float, NativeLoss.Native.Simd.HardwareFma>;
global using F64 = NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.HardwareFma>;
global using DdWide = NativeLoss.Native.Simd.DdVector<NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.HardwareFma>>;
global using F64Short = NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.HardwareFma>;
global using F64Pair = NativeLoss.Native.Simd.Pair<NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.HardwareFma>, double>;
global using DdF64 = NativeLoss.Native.Simd.DdVector<NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.HardwareFma>>;
global using F64Scalar = NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.HardwareFma>;
global using ExpF32 = NativeLoss.Native.Simd.ExpSingle<NativeLoss.Native.Simd.V128<float, NativeLoss.Native.Simd.HardwareFma>>;
global using ExpF64 = NativeLoss.Native.Simd.ExpDouble<NativeLoss.Native.Simd.V128<double, NativeLoss.Native.Simd.HardwareFma>>;
global using Loose = NativeLoss.Native.Simd.Off;
#endif
using System.Runtime.CompilerServices;

// Scratch on the stack is written before it is read; zeroing it would cost more than many a row.
[module: SkipLocalsInit]
