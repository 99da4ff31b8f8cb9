// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * Memory for the arrays of a call: each between inaccessible pages, and visible a second time through a read-only
 * mapping, for what the library may only read.
 */
#ifndef SLOTS_H
#define SLOTS_H

#include <stdbool.h>
#include <stddef.h>

enum { SLOT = 1 << 16 };

/* Against which of the two inaccessible pages the contents lie. */
typedef enum { AT_END, AT_START, PLACES } place;

typedef struct {
    unsigned char *write, *read;
} slot;

slot slot_make(void);

/* Where contents of so many bytes begin. */
size_t slot_offset(place, size_t count);

/* Puts the contents there, marks the bytes on their free side, and returns what the library shall see. */
void *slot_put(slot, place, const void *contents, size_t count, bool writable);

/* Whether the marked bytes are as they were. */
bool slot_margin_untouched(slot, place, size_t count);

#endif
