// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// The executor of include/nativeloss.hpp, and the limits on as many threads.

#include <cstring>

#include "nativeloss.hpp"

extern "C" {

float read_all(const float *from, std::int64_t count);

const nloss_executor *make_pool(int threads)
{
    return *new nloss::thread_pool(threads);
}

}

namespace
{

// What each task moves.
struct part {
    float *to;
    const float *from;
    std::int64_t count, tasks;

    static void NLOSS_CALL run(void *data, std::int32_t index)
    {
        const part &all = *static_cast<part *>(data);
        const std::int64_t first = all.count * index / all.tasks, end = all.count * (index + 1) / all.tasks;
        if (all.to)
            std::memcpy(all.to + first, all.from + first, static_cast<std::size_t>(end - first) * sizeof(float));
        else
            read_all(all.from + first, end - first);
    }
};

}

// to: NULL to read only.
extern "C" void move_on_pool(const nloss_executor *pool, float *to, const float *from, std::int64_t count)
{
    part all = {to, from, count, pool->max_tasks};
    pool->parallel_for(pool->user, part::run, &all, pool->max_tasks);
}
