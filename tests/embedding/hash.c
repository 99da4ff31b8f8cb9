// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * Prints the level in use, the status of a call and one hash over the results of all operations. dispatch.sh runs it on
 * this machine, on emulated processors and with little address space, and compares.
 */
#include "scene.h"

#include <stdio.h>

int main(int count, char **argument)
{
    if (count != 2) return 2;
    library l = library_load(argument[1]);
    scene s = {0};
    const operation *op = &l.operation[0];
    const int64_t extent[MAX_EXTENTS] = {2, 3, 0};
    scene_make(&s, op, &op->variant[0], extent, 0, ORDINARY, 1);
    nloss_status status = scene_call(&s, (void **)s.scratch, NULL, NULL);
    printf("%s %s %s", isa_name(l.isa()), l.status_name(status), l.status_name(l.limit_isa(HIGHEST_LEVEL)));
    if (status == NLOSS_OK) printf(" %016llx", (unsigned long long)scene_hash_some(&l));
    printf("\n");
    return 0;
}
