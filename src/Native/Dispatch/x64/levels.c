/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

#include <cpuid.h>

#include "dispatch.h"

#define HAS(bits, mask) (((bits) & (mask)) == (mask))
#define BIT(n) (1u << (n))

/* Registers that the operating system saves: those of AVX, and those of AVX-512 too. */
#define XCR0_AVX 0x06u
#define XCR0_AVX512 0xE6u

static uint32_t xcr0(void)
{
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

/* A level counts only if the operating system saves its registers. */
nloss_isa_level best_level(void)
{
    uint32_t unused, c1, b7 = 0, c_extended = 0;
    if (!__get_cpuid(1, &unused, &unused, &c1, &unused))
        return NLOSS_ISA_NONE;
    __get_cpuid_count(7, 0, &unused, &b7, &unused, &unused);
    __get_cpuid(0x80000001, &unused, &unused, &c_extended, &unused);

    /* SSE3 SSSE3 CX16 SSE4.1 SSE4.2 POPCNT, LAHF */
    const uint32_t v2 = BIT(0) | BIT(9) | BIT(13) | BIT(19) | BIT(20) | BIT(23), v2_extended = BIT(0);
    if (!HAS(c1, v2) || !HAS(c_extended, v2_extended))
        return NLOSS_ISA_NONE;

    /* FMA MOVBE OSXSAVE AVX F16C, BMI1 AVX2 BMI2, LZCNT */
    const uint32_t v3 = BIT(12) | BIT(22) | BIT(27) | BIT(28) | BIT(29);
    const uint32_t v3_7 = BIT(3) | BIT(5) | BIT(8), v3_extended = BIT(5);
    if (!HAS(c1, v3) || !HAS(b7, v3_7) || !HAS(c_extended, v3_extended) || !HAS(xcr0(), XCR0_AVX))
        return NLOSS_ISA_V2;

    /* AVX-512: F DQ CD BW VL */
    const uint32_t v4_7 = BIT(16) | BIT(17) | BIT(28) | BIT(30) | BIT(31);
    return HAS(b7, v4_7) && HAS(xcr0(), XCR0_AVX512) ? NLOSS_ISA_V4 : NLOSS_ISA_V3;
}

int is_level(nloss_isa_level level)
{
    return level == NLOSS_ISA_V2 || level == NLOSS_ISA_V3 || level == NLOSS_ISA_V4;
}
