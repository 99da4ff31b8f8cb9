// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "ops_table.h"

ALL_ADAPTERS(nloss_argmax, BUFFER(0), EXTENTS_2, a->at[1], a->executor)
ALL_ADAPTERS(nloss_top_k, BUFFER(0), EXTENTS_2, a->k, BUFFER(1), BUFFER(2), a->executor)

static const variant argmax_variants[] = {{.name = "plain"}};

static const variant top_k_variants[] = {{.name = "plain"}, {.name = "indices only", .absent = 1 << 1}};

static const operation operations[] = {
    ALL_OPERATIONS(nloss_argmax, NO_OPTIONS, 2, argmax_variants, IN("input", LOGITS, 0, 1),
                   INDICES_OUT("indices", ONE, 0, false)),
    ALL_OPERATIONS(nloss_top_k, NO_OPTIONS, 2, top_k_variants, IN("input", LOGITS, 0, 1),
                   OUT_OPTIONAL("values", 0, TOP, 0), INDICES_OUT("indices", 0, TOP, true)),
};

FAMILY(selection_operations, operations);
