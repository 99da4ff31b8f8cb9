/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/* What the trampolines need: the level in use, the caller's floating-point environment, the host's executor. */
#ifndef NLOSS_DISPATCH_H
#define NLOSS_DISPATCH_H

#include "nativeloss.h"

/* As nloss_isa, but never another library's: an exported name can be taken over by whoever was loaded first. */
nloss_isa_level level_in_use(void);

/* MXCSR: what a process starts with, and the flags that instructions raise; the rest is control. */
#define MXCSR_DEFAULT 0x1F80u
#define MXCSR_FLAGS 0x003Fu

static inline uint32_t mxcsr_read(void)
{
    uint32_t value;
    __asm__ volatile("stmxcsr %0" : "=m"(value));
    return value;
}

static inline void mxcsr_write(uint32_t value)
{
    __asm__ volatile("ldmxcsr %0" : : "m"(value));
}

/* Rounding, flush-to-zero and masks are the default until environment_leave, whatever the host chose. */
static inline uint32_t environment_enter(void)
{
    const uint32_t found = mxcsr_read();
    if ((found & ~MXCSR_FLAGS) != MXCSR_DEFAULT)
        mxcsr_write(MXCSR_DEFAULT);
    return found;
}

/*
 * Exactly as found, flags included: a host that tests them sees only its own arithmetic. That costs
 * 2 ns; reading the flags first, to save the write where nothing changed, costs 5 (Zen 5).
 */
static inline void environment_leave(uint32_t found)
{
    mxcsr_write(found);
}

/* A host's executor and the environment that its callback expects. */
typedef struct {
    nloss_executor executor;
    const nloss_executor *host;
    uint32_t environment;
} relay;

/* The executor to hand to a level: the host's threads have environments of their own, so tasks are wrapped. */
const nloss_executor *relay_tasks(const nloss_executor *host, relay *relay, uint32_t environment);

static inline const nloss_executor *relayed(const nloss_executor *host, relay *relay, uint32_t environment)
{
    return host == NULL ? NULL : relay_tasks(host, relay, environment);
}

#endif
