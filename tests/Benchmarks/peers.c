// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// The timed loops, so that no interpreter is between the clock and a call. Each function returns the seconds of `times`
// calls.

#define _POSIX_C_SOURCE 199309L
#include <nativeloss.h>
#include <oneapi/dnnl/dnnl.h>
#include <string.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#define TIMED(call)                          \
    double start = now();                    \
    for (int64_t i = 0; i < times; i++)      \
        call;                                \
    return now() - start

double time_softmax(const float *logits, int64_t rows, int64_t classes, float *probs, int64_t times)
{
    TIMED(nloss_softmax_f32(logits, classes, rows, classes, NULL, probs, classes, NULL));
}

double time_cross_entropy(const float *logits, const int64_t *labels, int64_t rows, int64_t classes, float *loss,
                          float *grad, int64_t times)
{
    TIMED(nloss_cross_entropy_f32(logits, classes, labels, NLOSS_LABEL_I64, rows, classes, NULL, loss, grad, classes,
                                  NULL));
}

double time_logsumexp(const float *logits, int64_t rows, int64_t classes, float *lse, int64_t times)
{
    TIMED(nloss_logsumexp_f32(logits, classes, rows, classes, NULL, lse, NULL));
}

double time_version(int64_t times)
{
    TIMED(nloss_version());
}

double time_memcpy(float *to, const float *from, int64_t count, int64_t times)
{
    TIMED(memcpy(to, from, (size_t)count * sizeof *to));
}

// The maximum of an array is what a read of it can cost at least. 128 accumulators hide the latency at every width.
static float maximum(const float *from, int64_t count)
{
    float acc[128], best = from[0];
    for (int lane = 0; lane < 128; lane++)
        acc[lane] = best;
    int64_t i = 0;
    for (; i + 128 <= count; i += 128)
        for (int lane = 0; lane < 128; lane++)
            acc[lane] = acc[lane] > from[i + lane] ? acc[lane] : from[i + lane];
    for (; i < count; i++)
        best = best > from[i] ? best : from[i];
    for (int lane = 0; lane < 128; lane++)
        best = best > acc[lane] ? best : acc[lane];
    return best;
}

double time_read(float *best, const float *from, int64_t count, int64_t times)
{
    TIMED(*(volatile float *)best = maximum(from, count));
}

// oneDNN: everything that can be prepared is prepared.
typedef struct {
    dnnl_stream_t stream;
    dnnl_primitive_t primitive;
    dnnl_exec_arg_t arguments[2];
} peer;

#define CHECK(call) do { if ((call) != dnnl_success) return -1; } while (0)

int peer_size(void)
{
    return (int)sizeof(peer);
}

int peer_prepare(peer *softmax, float *logits, int64_t rows, int64_t classes, float *probs)
{
    static dnnl_engine_t engine;
    dnnl_dims_t extents = {rows, classes};
    dnnl_memory_desc_t matrix;
    dnnl_softmax_desc_t description;
    dnnl_primitive_desc_t chosen;
    dnnl_memory_t from, to;
    if (engine == NULL)
        CHECK(dnnl_engine_create(&engine, dnnl_cpu, 0));
    CHECK(dnnl_stream_create(&softmax->stream, engine, dnnl_stream_default_flags));
    CHECK(dnnl_memory_desc_init_by_tag(&matrix, 2, extents, dnnl_f32, dnnl_ab));
    CHECK(dnnl_softmax_forward_desc_init(&description, dnnl_forward_inference, &matrix, 1));
    CHECK(dnnl_primitive_desc_create(&chosen, &description, NULL, engine, NULL));
    CHECK(dnnl_primitive_create(&softmax->primitive, chosen));
    CHECK(dnnl_primitive_desc_destroy(chosen));
    CHECK(dnnl_memory_create(&from, &matrix, engine, logits));
    CHECK(dnnl_memory_create(&to, &matrix, engine, probs));
    softmax->arguments[0] = (dnnl_exec_arg_t){DNNL_ARG_SRC, from};
    softmax->arguments[1] = (dnnl_exec_arg_t){DNNL_ARG_DST, to};
    return 0;
}

static void execute(peer *softmax)
{
    dnnl_primitive_execute(softmax->primitive, softmax->stream, 2, softmax->arguments);
    dnnl_stream_wait(softmax->stream);
}

double time_peer_softmax(peer *softmax, int64_t times)
{
    TIMED(execute(softmax));
}

void peer_version(int *major, int *minor, int *patch)
{
    const dnnl_version_t *version = dnnl_version();
    *major = version->major;
    *minor = version->minor;
    *patch = version->patch;
}
