// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>The vector functions on one number: a scalar result has the bits of a lane.</summary>
internal static class ScalarMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Fma(double a, double b, double c) =>
        F64Scalar.First(F64Scalar.Fma(F64Scalar.Broadcast(a), F64Scalar.Broadcast(b), F64Scalar.Broadcast(c)));

    /// <summary>log(x) for x above 0, not subnormal.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Log(in Dd x)
    {
        LogDouble<F64Scalar>.Log(F64Scalar.Broadcast(x.High), F64Scalar.Broadcast(x.Low), out var high, out var low);
        return new Dd(F64Scalar.First(high), F64Scalar.First(low));
    }

    /// <summary>log(1 + x) for x at least 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Log1p(in Dd x)
    {
        LogDouble<F64Scalar>.Log1p(F64Scalar.Broadcast(x.High), F64Scalar.Broadcast(x.Low), out var high, out var low);
        return new Dd(F64Scalar.First(high), F64Scalar.First(low));
    }

    /// <summary>exp(x) = result * 2^exponent with the result in [0.70, 1.42], for |x| up to 2^20.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Exp(in Dd x, out int exponent)
    {
        ExpAccurate<F64Scalar>.Exp(
            F64Scalar.Broadcast(x.High), F64Scalar.Broadcast(x.Low), out var high, out var low, out var power);
        exponent = Pow2.Integer(F64Scalar.First(power));
        return new Dd(F64Scalar.First(high), F64Scalar.First(low));
    }
}
