// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/* What the processors that the tests run on have each in its own way: levels, and the control of floating point. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <stdint.h>

#include "nativeloss.h"

typedef uint64_t fp_state;

#if defined(__aarch64__)

enum { LOWEST_LEVEL = NLOSS_ISA_NEON, HIGHEST_LEVEL = NLOSS_ISA_NEON };

/* FPCR above FPSR. */
static inline fp_state fp_get(void)
{
    uint64_t fpcr, fpsr;
    __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
    __asm__ volatile("mrs %0, fpsr" : "=r"(fpsr));
    return fpcr << 32 | fpsr;
}

static inline void fp_set(fp_state state)
{
    __asm__ volatile("msr fpcr, %0" : : "r"(state >> 32));
    __asm__ volatile("msr fpsr, %0" : : "r"(state & UINT32_MAX));
}

#define FP_ROUNDING(mode) ((fp_state)(mode) << 54)
#define FP_FLUSH ((fp_state)1 << 56) /* subnormal inputs and results */
#define FP_OTHER ((fp_state)1 << 57) /* every NaN becomes the default one */
#define FP_FLAGS ((fp_state)0x9f)
#define FP_DEFAULT ((fp_state)0)
/* Every exception is trapped, on processors that have traps; others ignore these bits. */
#define FP_UNMASKED ((fp_state)0x9f00 << 32)

#else

enum { LOWEST_LEVEL = NLOSS_ISA_V2, HIGHEST_LEVEL = NLOSS_ISA_V4 };

/* MXCSR. */
static inline fp_state fp_get(void)
{
    return __builtin_ia32_stmxcsr();
}

static inline void fp_set(fp_state state)
{
    __builtin_ia32_ldmxcsr((uint32_t)state);
}

#define FP_ROUNDING(mode) ((fp_state)(mode) << 13)
#define FP_FLUSH ((fp_state)0x8000) /* subnormal results */
#define FP_OTHER ((fp_state)0x0040) /* subnormal inputs */
#define FP_FLAGS ((fp_state)0x003f)
#define FP_DEFAULT ((fp_state)0x1f80)
#define FP_UNMASKED ((fp_state)0)

#endif

/* Rounds toward zero and flushes whatever can be flushed. */
#define FP_HOSTILE (FP_DEFAULT | FP_ROUNDING(3) | FP_FLUSH | FP_OTHER)

#endif
