// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * A scene is one call with everything it needs: buffers with known contents, and the contents they have after the call.
 * Tests move the buffers somewhere else (to a page's end, to an odd address), call again and compare bytes.
 */
#ifndef SCENE_H
#define SCENE_H

#include "ops.h"

typedef enum { ORDINARY, WIDE, SPECIAL, FAMILIES } family; /* SPECIAL: NaN, infinities, subnormals, largest numbers */

typedef struct {
    const operation *op;
    const variant *variant;
    arguments base; /* all but the pointers */
    any_options options;
    int64_t error_row;
    int64_t rows[MAX_OPERANDS], cols[MAX_OPERANDS];
    element_type type[MAX_OPERANDS];
    size_t element[MAX_OPERANDS], bytes[MAX_OPERANDS]; /* 0 bytes and present = empty; absent = NULL */
    bool present[MAX_OPERANDS];
    unsigned char *initial[MAX_OPERANDS], *expected[MAX_OPERANDS], *scratch[MAX_OPERANDS];
    size_t capacity[MAX_OPERANDS];
} scene;

enum { NO_ERROR_ROW = -77 };

/* For how many tasks scenes that are made from now on have scratch. */
extern int32_t scene_tasks;

/*
 * Reuses the scene's memory; a first use starts from a zeroed struct. A variant whose classes are `inner` elements apart
 * has as many times the rows, and rows and cols of its matrices are those of memory.
 */
void scene_make(scene *, const operation *, const variant *, const int64_t extent[], int64_t padding, family,
                uint32_t seed);

/*
 * Calls with the buffers at[], whose contents are the caller's business. The options struct is written to options_at,
 * and the library is shown options_seen; NULL for a struct of the scene's.
 */
nloss_status scene_call(scene *, void *const at[], void *options_at, const void *options_seen);

/* An operand's pointer into the options struct, where it travels there. */
void scene_set_pointer(any_options *, const operand *, void *at);

/* Fills expected by a call in ordinary memory. False, with a reason, when it fails or writes outside an output. */
bool scene_expect(scene *, const char **reason);

/*
 * One more call in ordinary memory (scratch). Returns the operand whose bytes are not the expected ones, or -1. A NaN is
 * a NaN here: its sign and payload follow from the order of operands in an instruction, which IEEE 754 leaves open and
 * compilers choose anew for every level.
 */
int scene_differs(scene *);

/*
 * The operand whose bytes at at[] are not those of want[] (initial or expected), or -1. What a call leaves in its scratch
 * is not looked at.
 */
int scene_compare(const scene *, void *const at[], unsigned char *const want[]);

/* Both hold the same elements in rows x cols, whatever lies between the rows. */
bool scene_same_elements(const scene *, int operand, const void *a, const void *b);

/* The same, where any NaN is as good as any other. */
bool scene_same_numbers(const scene *, int operand, const void *a, const void *b);

/* Both hold the same bytes between the rows. */
bool scene_same_padding(const scene *, int operand, const void *a, const void *b);

void scene_free(scene *);

/* Whether the variant's loss is one per row. */
bool scene_is_per_row(const operation *, const variant *);

/* FNV-1a 64. */
enum { FNV_PRIME = 0x1b3 };
#define FNV_START UINT64_C(0xcbf29ce484222325)
uint64_t fnv(uint64_t hash, const void *bytes, size_t count);

/* The same of numbers, where every NaN counts as the same one. */
uint64_t fnv_of_numbers(uint64_t hash, const void *numbers, size_t count, element_type, size_t element);

/* One hash over all outputs of all operations, variants, families and some sizes. */
uint64_t scene_hash_all(library *);

/* The same over one variant of each operation, where an emulator computes. */
uint64_t scene_hash_some(library *);

/* A representative scene per operation and variant: rows x classes, rows x inputs x outputs, or a count. */
void scene_extents(const operation *, int64_t rows, int64_t length, int64_t extent[MAX_EXTENTS]);

uint32_t next_random(uint32_t *state);

#endif
