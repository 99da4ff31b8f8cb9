// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * A C++ exception that leaves an executor: the process ends in std::terminate, as the header says, and nobody
 * catches it, neither behind the library nor in nativeloss.hpp.
 */
#include "nativeloss.hpp"
#include "test.h"

#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

enum { TERMINATED = 42, CAUGHT = 43, RETURNED = 44, ROWS = 64, CLASSES = 3 };

static float logits[ROWS * CLASSES], probs[ROWS * CLASSES];

static void throws(void *, nloss_task_fn task, void *data, int32_t)
{
    task(data, 0);
    throw std::runtime_error("a pool that stops");
}

static void from_c()
{
    const nloss_executor executor = {sizeof executor, 4, nullptr, throws};
    nloss_softmax_f32(logits, CLASSES, ROWS, CLASSES, nullptr, probs, CLASSES, &executor);
}

static void from_cpp()
{
    const auto executor = nloss::executor_of(4, [](int, nloss::task) { throw std::runtime_error("a pool that stops"); });
    (void)nloss::softmax(nloss::matrix{logits, ROWS, CLASSES}, nloss::matrix{probs, ROWS, CLASSES}, {}, executor);
}

static int outcome(void (*call)())
{
    const pid_t child = fork();
    if (child == 0) {
        std::set_terminate([] { _exit(std::current_exception() ? TERMINATED : EXIT_FAILURE); });
        try {
            call();
        } catch (...) {
            _exit(CAUGHT);
        }
        _exit(RETURNED);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int main()
{
    test_begin("an executor that throws: std::terminate");
    test_check(outcome(from_c) == TERMINATED, "through the C function: %d", outcome(from_c));
    test_check(outcome(from_cpp) == TERMINATED, "through nativeloss.hpp: %d", outcome(from_cpp));
    test_end();
    return test_summary();
}
