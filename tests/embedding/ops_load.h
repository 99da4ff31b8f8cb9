// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/* The ways in which a program comes to a library: at run time, as the system does that, or linked with it. */
#ifndef OPS_LOAD_H
#define OPS_LOAD_H

#include "ops.h"

/* NULL when the file cannot be loaded; load_error says why. */
void *load_open(const char *path);
const char *load_error(void);

/* NULL when there is no such function. */
any_function load_symbol(void *handle, const char *name);

void load_close(void *handle);

#endif
