// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/* Numbers of any type that the library takes, as doubles. */
#ifndef ELEMENTS_H
#define ELEMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* OTHER are integers, of which a test compares the bytes. */
typedef enum { F32, F64, F16, BF16, OTHER } element_type;

size_t element_size(element_type);

double element_get(element_type, const void *at, size_t index);

/* Rounds to the nearest. */
void element_put(element_type, void *at, size_t index, double value);

#endif
