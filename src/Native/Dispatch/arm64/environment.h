/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

#ifndef NLOSS_ENVIRONMENT_H
#define NLOSS_ENVIRONMENT_H

#include <stdint.h>

/* The floating-point environment: what controls operations, and the flags that they raise. */
typedef struct {
    uint64_t fpcr, fpsr;
} environment;

/* Round to nearest, no flush to zero, NaNs propagate, no traps: what a process starts with. */
#define FPCR_DEFAULT 0u

static inline void fpcr_write(uint64_t value)
{
    __asm__ volatile("msr fpcr, %0" : : "r"(value));
}

/* Rounding, flush-to-zero and traps are the default until environment_leave, whatever the host chose. */
static inline environment environment_enter(void)
{
    environment found;
    __asm__ volatile("mrs %0, fpcr" : "=r"(found.fpcr));
    __asm__ volatile("mrs %0, fpsr" : "=r"(found.fpsr));
    if (found.fpcr != FPCR_DEFAULT)
        fpcr_write(FPCR_DEFAULT);
    return found;
}

/* Exactly as found, flags included: a host that tests them sees only its own arithmetic. */
static inline void environment_leave(const environment *found)
{
    __asm__ volatile("msr fpsr, %0" : : "r"(found->fpsr));
    if (found->fpcr != FPCR_DEFAULT)
        fpcr_write(found->fpcr);
}

#endif
