/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/* The exports, as a compiler forwards arguments. */

#define EXPORT(name, table, entry, place, type, integers, doubles, last, parameters, arguments) \
    nloss_status NLOSS_CALL name parameters \
    { \
        call call; \
        if (level_in_use() == NLOSS_ISA_NONE) \
            return NLOSS_E_UNSUPPORTED; \
        call_enter(&call, last); \
        const nloss_status status = table##_in_use()->entry arguments; \
        environment_leave(&call.found); \
        return status; \
    }

static const entries *entries_in_use(void)
{
    return ENTRIES_OF(NLOSS_ISA_NEON);
}

static const short_entries *short_entries_in_use(void)
{
    return SHORT_ENTRIES_OF(NLOSS_ISA_NEON);
}
