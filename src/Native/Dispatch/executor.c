/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

#include "dispatch.h"

typedef struct {
    nloss_task_fn run;
    void *data;
} task;

static void NLOSS_CALL run_task(void *data, int32_t index)
{
    const task *task = data;
    const environment found = environment_enter();
    task->run(task->data, index);
    environment_leave(&found);
}

/* The host's callback is the host's code: it runs in the environment that the host called us with. */
static void NLOSS_CALL parallel_for(void *user, nloss_task_fn run, void *data, int32_t count)
{
    const call *call = user;
    task task = { run, data };
    environment_leave(&call->found);
    call->host->parallel_for(call->host->user, run_task, &task, count);
    environment_enter();
}

/* Larger than any struct will ever be: a size that was never filled in. */
#define LARGEST_STRUCT 4096u

/* What the operation will accept; the rest goes through as it is, because refusing it is the operation's business. */
static int is_valid(const nloss_executor *host)
{
    if (host->struct_size < sizeof *host || host->struct_size > LARGEST_STRUCT || host->parallel_for == NULL)
        return 0;
    for (uint32_t i = sizeof *host; i < host->struct_size; i++)
        if (((const char *)host)[i] != 0)
            return 0;
    return 1;
}

/* The host's threads have environments of their own, so tasks are wrapped. */
void call_enter(call *call, const nloss_executor *host)
{
    call->found = environment_enter();
    call->host = call->executor = host;
    if (host == NULL || !is_valid(host))
        return;
    call->relay = (nloss_executor){ sizeof call->relay, host->max_tasks, call, parallel_for };
    call->executor = &call->relay;
}
