// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;

namespace NativeLoss.BindGen.Losses;

/// <summary>
/// One of the methods of a loss: for spans or tensors, of the reduced loss or of one for each row or element, generic or for one of the
/// half types, whose loss is a float and so of another type than the elements.
/// </summary>
internal sealed record Overload(bool IsTensor, bool IsReduced, string Element, string Real)
{
    public bool IsGeneric => Element == "T";

    public static IEnumerable<Overload> Of(Loss loss)
    {
        foreach (bool isTensor in new[] { false, true })
        {
            yield return new(isTensor, true, "T", "T");
            if (loss.HasHalfTypes)
            {
                yield return new(isTensor, true, "Half", "float");
                yield return new(isTensor, true, "ushort", "float");
            }

            yield return new(isTensor, false, "T", loss.HasHalfTypes ? "TReal" : "T");
        }
    }
}

/// <summary>A parameter of a method.</summary>
internal sealed record Argument(string Type, string Name, string Doc, string? Default = null)
{
    public string Declared => $"{Type} {Name}{(Default == null ? "" : " = " + Default)}";

    /// <summary>As a reference to the method names it.</summary>
    public string InCref => Type.Replace('<', '{').Replace('>', '}').TrimEnd('?');
}
