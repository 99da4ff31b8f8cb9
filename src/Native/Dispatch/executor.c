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
    const uint32_t found = environment_enter();
    task->run(task->data, index);
    environment_leave(found);
}

/* The host's callback is the host's code: it runs in the environment that the host called us with. */
static void NLOSS_CALL parallel_for(void *user, nloss_task_fn run, void *data, int32_t count)
{
    const relay *relay = user;
    task task = { run, data };
    environment_leave(relay->environment);
    relay->host->parallel_for(relay->host->user, run_task, &task, count);
    environment_enter();
}

const nloss_executor *relayed(const nloss_executor *host, relay *relay, uint32_t environment)
{
    /* What is not valid goes through as it is: refusing it is the operation's business. */
    if (host == NULL || host->struct_size != sizeof *host || host->parallel_for == NULL)
        return host;
    relay->executor = *host;
    relay->executor.user = relay;
    relay->executor.parallel_for = parallel_for;
    relay->host = host;
    relay->environment = environment;
    return &relay->executor;
}
