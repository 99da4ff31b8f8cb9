/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/* The exports, as a compiler forwards arguments. */

#define EXPORT(name, table, entry, place, type, integers, doubles, last, parameters, arguments) \
    nloss_status NLOSS_CALL name parameters \
    { \
        call call; \
        const nloss_isa_level level = level_in_use(); \
        if (level == NLOSS_ISA_NONE) \
            return NLOSS_E_UNSUPPORTED; \
        call_enter(&call, last); \
        const nloss_status status = table##_of(level)->entry arguments; \
        environment_leave(&call.found); \
        return status; \
    }
