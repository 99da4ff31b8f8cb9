/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/*
 * All that code compiled by ilc may reference of the .NET runtime when it neither allocates nor throws.
 * The names are ours (the build renames the references), so the static library can share a program with
 * a real runtime. The link proves that there is nothing else.
 */
#include <stdint.h>

/* Entering and leaving managed code: no collector runs, so there is no mode to switch. */
void nloss_rt_RhpReversePInvoke(void *frame) { (void)frame; }
void nloss_rt_RhpReversePInvokeReturn(void *frame) { (void)frame; }
void nloss_rt_RhpPInvoke(void *frame) { (void)frame; }
void nloss_rt_RhpPInvokeReturn(void *frame) { (void)frame; }

/* Guards stackalloc; a damaged guard stops the process here, as every such guard does. */
uintptr_t nloss_rt___security_cookie = 0x2B992DDFA232u;
void nloss_rt_RhpFallbackFailFast(void) { __builtin_trap(); }
