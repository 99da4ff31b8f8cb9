// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Abi;

/// <summary>Instruction-set levels. All of them give the same bits.</summary>
[CName("nloss_isa_level", "NLOSS_ISA_")]
public enum IsaLevel
{
    /// <summary>No usable level on this machine; operations return NLOSS_E_UNSUPPORTED.</summary>
    None = 0,

    /// <summary>x86-64-v2: SSE4.2. Emulates fused multiply-add exactly, and is slow for that.</summary>
    V2 = 2,

    /// <summary>x86-64-v3: AVX2 and FMA.</summary>
    V3 = 3,

    /// <summary>x86-64-v4: AVX-512 F, BW, CD, DQ, VL.</summary>
    V4 = 4,

    /// <summary>arm64: NEON, which every such processor has.</summary>
    Neon = 16,
}
