// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>The reference against constants computed with 400 bits (mpmath 1.2).</summary>
public sealed class DoubleDoubleTests
{
    // Numbers become integers in units of this power of two, in which even the low part of a tiny one is exact.
    private const int Unit = 1200;

    [Theory]
    [InlineData(1.0, "2718281828459045235360287471352662497757247093699959575", -54)]
    [InlineData(-1.0, "3678794411714423215955237701614608674458111310317678345", -55)]
    [InlineData(0.5, "1648721270700128146848650787814163571653776100710148012", -54)]
    [InlineData(-0.34375, "709106182437398411721447410016501842343118789889971348", -54)]
    [InlineData(0.001953125, "1001955033591002812046518898047477215867355626321692899", -54)]
    [InlineData(1e-09, "1000000001000000000500000062448258186769781241159389457", -54)]
    [InlineData(-37.625, "4567411261776346671483519108985755624679607920038776728", -71)]
    [InlineData(100.0, "2688117141816135448412625551580013587361111877374192242", -11)]
    [InlineData(709.5, "1354986319314632830876632274053603338298966910115821695", 254)]
    [InlineData(-708.25, "2575924869283769382753653263828760979481670506016870816", -362)]
    public void Exp_FiftyDigitConstants_AreReached(double x, string digits, int power)
    {
        var (mantissa, exponent) = DoubleDouble.Exp(x);
        AssertNear(Integer(mantissa), Shift(Decimal(digits, power), -exponent));
    }

    [Theory]
    [InlineData(2.0, "6931471805599453094172321214581765680755001343602552541", -55)]
    [InlineData(0.5, "-6931471805599453094172321214581765680755001343602552541", -55)]
    [InlineData(10.0, "2302585092994045684017991454684364207601101488628772976", -54)]
    [InlineData(3.0, "1098612288668109691395245236922525704647490557822749452", -54)]
    [InlineData(1.0000001, "9999999505838704517751609968345449123029879592147718875", -62)]
    [InlineData(0.9999999, "-1000000049473647432901626288320542707508558530863730797", -61)]
    [InlineData(1.4142135623730951, "3465735902799727230667026373483156284220409205031989449", -55)]
    [InlineData(0.7071067811865476, "-3465735902799725863505294841098609396534592138570563092", -55)]
    [InlineData(1e+300, "6907755278982137052579021966605136811506599904414932316", -52)]
    [InlineData(1e-300, "-6907755278982137051803383445701005029086133415836413441", -52)]
    public void Log_FiftyDigitConstants_AreReached(double x, string digits, int power) =>
        AssertNear(Integer(DoubleDouble.Log(x)), Decimal(digits, power));

    [Theory]
    [InlineData(1e-20, "9999999999999999451482714542095716522780043215786300489", -75)]
    [InlineData(1e-05, "9999950000333331651375692083392023444601713762427926733", -60)]
    [InlineData(0.015625, "1550418653596525415085404604244683587786849286719331361", -56)]
    [InlineData(0.25, "2231435513142097557662950903098345033746010855480072137", -55)]
    [InlineData(0.4140625, "3464667673462085809184621884257729507118315009806920347", -55)]
    [InlineData(1.0, "6931471805599453094172321214581765680755001343602552541", -55)]
    [InlineData(10000000000.0, "2302585093004045684017491454684397540934432321962106509", -53)]
    public void Log1p_FiftyDigitConstants_AreReached(double x, string digits, int power) =>
        AssertNear(Integer(DoubleDouble.Log1p(x)), Decimal(digits, power));

    private static void AssertNear(BigInteger actual, BigInteger expected) =>
        Assert.True(
            BigInteger.Abs(actual - expected) << 90 < BigInteger.Abs(expected),
            $"Error 2^{Bits(actual - expected) - Bits(expected)}.");

    private static double Bits(BigInteger value) => BigInteger.Log(BigInteger.Abs(value), 2);

    private static BigInteger Decimal(string digits, int power)
    {
        var value = BigInteger.Parse(digits, null) << Unit;
        return power < 0 ? value / BigInteger.Pow(10, -power) : value * BigInteger.Pow(10, power);
    }

    private static BigInteger Integer(DoubleDouble value) => Integer(value.High) + Integer(value.Low);

    private static BigInteger Integer(double value)
    {
        var exponent = value == 0 ? 0 : Math.Max(Math.ILogB(value) - 52, -1074);
        return Shift(new BigInteger(Math.ScaleB(value, -exponent)), exponent + Unit);
    }

    private static BigInteger Shift(BigInteger value, int bits) => bits < 0 ? value >> -bits : value << bits;
}
