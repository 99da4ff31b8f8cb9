/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/* What the trampolines need: the level in use, and what surrounds a call of an operation. */
#ifndef NLOSS_DISPATCH_H
#define NLOSS_DISPATCH_H

#include "environment.h"
#include "nativeloss.h"

/* As nloss_isa, but never another library's: an exported name can be taken over by whoever was loaded first. */
nloss_isa_level level_in_use(void);

/* Of the processor's architecture, in a folder of its own: the best level of this machine, and whether a number is a level. */
nloss_isa_level best_level(void);
int is_level(nloss_isa_level level);

/* One call of an operation: what the host has and what the level gets. */
typedef struct {
    environment found;
    const nloss_executor *host;
    /* For the level: NULL, as the host's, or the relay to it. */
    const nloss_executor *executor;
    nloss_executor relay;
} call;

/* The default environment, until environment_leave(&call->found), and the executor to hand to a level. */
void call_enter(call *call, const nloss_executor *host);

#endif
