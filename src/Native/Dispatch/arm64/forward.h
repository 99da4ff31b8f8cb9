/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/* The exports, as a compiler forwards arguments. */

#define ENTRIES(entry) extern entry##_entry nloss_neon_nloss_##entry;
#define SHORT_ENTRIES(entry) ENTRIES(entry)

#define EXPORT(name, entry, type, integers, doubles, last, parameters, arguments) \
    nloss_status NLOSS_CALL name parameters \
    { \
        call call; \
        const nloss_isa_level level = level_in_use(); \
        if (level == NLOSS_ISA_NONE) \
            return NLOSS_E_UNSUPPORTED; \
        call_enter(&call, last); \
        const nloss_status status = nloss_neon_nloss_##entry arguments; \
        environment_leave(&call.found); \
        return status; \
    }
