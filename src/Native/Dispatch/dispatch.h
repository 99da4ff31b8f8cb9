/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/* What the trampolines need: the level in use, the caller's floating-point environment, the host's executor. */
#ifndef NLOSS_DISPATCH_H
#define NLOSS_DISPATCH_H

#include "environment.h"
#include "nativeloss.h"

/* As nloss_isa, but never another library's: an exported name can be taken over by whoever was loaded first. */
nloss_isa_level level_in_use(void);

/* Of the processor's architecture, in a folder of its own: the best level of this machine, and whether a number is a level. */
nloss_isa_level best_level(void);
int is_level(nloss_isa_level level);

/* A host's executor and the environment that its callback expects. */
typedef struct {
    nloss_executor executor;
    const nloss_executor *host;
    environment environment;
} relay;

/* The executor to hand to a level: the host's threads have environments of their own, so tasks are wrapped. */
const nloss_executor *relay_tasks(const nloss_executor *host, relay *relay, environment environment);

static inline const nloss_executor *relayed(const nloss_executor *host, relay *relay, environment environment)
{
    return host == NULL ? NULL : relay_tasks(host, relay, environment);
}

#endif
