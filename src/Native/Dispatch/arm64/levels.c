/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

#include "dispatch.h"

/* Every arm64 processor has NEON with its fused multiply-add. */
nloss_isa_level best_level(void)
{
    return NLOSS_ISA_NEON;
}

int is_level(nloss_isa_level level)
{
    return level == NLOSS_ISA_NEON;
}
