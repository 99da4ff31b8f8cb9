/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

#include "dispatch.h"

/* The level in use; UNKNOWN until the first call. It guards no other memory, so relaxed accesses suffice. */
#define UNKNOWN (-1)
static nloss_isa_level chosen = UNKNOWN;

/* The machine's best level, asked for once: in a virtual machine every CPUID goes to its host. */
static nloss_isa_level best_level_once(void)
{
    static nloss_isa_level best = UNKNOWN;
    nloss_isa_level level = __atomic_load_n(&best, __ATOMIC_RELAXED);
    if (level == UNKNOWN) {
        level = best_level();
        __atomic_store_n(&best, level, __ATOMIC_RELAXED);
    }
    return level;
}

nloss_isa_level level_in_use(void)
{
    nloss_isa_level level = __atomic_load_n(&chosen, __ATOMIC_RELAXED);
    if (level != UNKNOWN)
        return level;
    /* Only from UNKNOWN: a limit that another thread has set meanwhile stays. */
    const nloss_isa_level best = best_level_once();
    return __atomic_compare_exchange_n(&chosen, &level, best, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED) ? best : level;
}

nloss_isa_level NLOSS_CALL nloss_isa(void)
{
    return level_in_use();
}

nloss_status NLOSS_CALL nloss_limit_isa(nloss_isa_level level)
{
    if (!is_level(level))
        return NLOSS_E_OPTION;
    const nloss_isa_level best = best_level_once();
    if (best == NLOSS_ISA_NONE)
        return NLOSS_E_UNSUPPORTED;
    __atomic_store_n(&chosen, level < best ? level : best, __ATOMIC_RELAXED);
    return NLOSS_OK;
}

int32_t NLOSS_CALL nloss_version(void)
{
    return NLOSS_VERSION;
}

int32_t NLOSS_CALL nloss_abi(void)
{
    return NLOSS_ABI;
}

uint64_t NLOSS_CALL nloss_api_hash(void)
{
    return NLOSS_API_HASH;
}
