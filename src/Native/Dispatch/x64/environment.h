/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

#ifndef NLOSS_ENVIRONMENT_H
#define NLOSS_ENVIRONMENT_H

#include <stdint.h>

/* The floating-point environment: MXCSR. */
typedef uint32_t environment;

/* What a process starts with, and the flags that instructions raise; the rest is control. */
#define MXCSR_DEFAULT 0x1F80u
#define MXCSR_FLAGS 0x003Fu

static inline uint32_t mxcsr_read(void)
{
    uint32_t value;
    __asm__ volatile("stmxcsr %0" : "=m"(value));
    return value;
}

static inline void mxcsr_write(const uint32_t *value)
{
    __asm__ volatile("ldmxcsr %0" : : "m"(*value));
}

/* Rounding, flush-to-zero and masks are the default until environment_leave, whatever the host chose. */
static inline environment environment_enter(void)
{
    const environment found = mxcsr_read();
    const uint32_t initial = MXCSR_DEFAULT;
    if ((found & ~MXCSR_FLAGS) != initial)
        mxcsr_write(&initial);
    return found;
}

/*
 * Exactly as found, flags included: a host that tests them sees only its own arithmetic. That costs
 * 2 ns; reading the flags first, to save the write where nothing changed, costs 5 (Zen 5).
 */
static inline void environment_leave(const environment *found)
{
    mxcsr_write(found);
}

#endif
