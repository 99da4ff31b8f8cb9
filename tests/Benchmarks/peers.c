// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// oneDNN and XNNPACK on one thread: a `prepare` does all that can be done beforehand, a `run` is what is timed. NULL: the
// peer has no such function.

#include <oneapi/dnnl/dnnl.h>
#include <stdlib.h>
#include <xnnpack.h>

typedef struct {
    dnnl_stream_t stream;
    dnnl_primitive_t primitive;
    dnnl_exec_arg_t arguments[2];
} onednn;

// Sees [rows, classes], or [rows, classes, inner] where inner is not 1. log: log_softmax instead of softmax.
onednn *onednn_prepare(void *logits, int64_t rows, int64_t classes, int64_t inner, int bfloat16, int log, void *output)
{
    static dnnl_engine_t engine;
    const dnnl_data_type_t type = bfloat16 ? dnnl_bf16 : dnnl_f32;
    const dnnl_dims_t extents = {rows, classes, inner};
    const int axes = inner == 1 ? 2 : 3;
    dnnl_memory_desc_t array;
    dnnl_softmax_desc_t softmax;
    dnnl_primitive_desc_t chosen;
    dnnl_memory_t from, to;
    onednn *made = calloc(1, sizeof *made);
    if (made == NULL
        || (engine == NULL && dnnl_engine_create(&engine, dnnl_cpu, 0))
        || dnnl_stream_create(&made->stream, engine, dnnl_stream_default_flags)
        || dnnl_memory_desc_init_by_tag(&array, axes, extents, type, axes == 2 ? dnnl_ab : dnnl_abc)
        || (log ? dnnl_logsoftmax_forward_desc_init(&softmax, dnnl_forward_inference, &array, 1)
                : dnnl_softmax_forward_desc_init(&softmax, dnnl_forward_inference, &array, 1))
        || dnnl_primitive_desc_create(&chosen, &softmax, NULL, engine, NULL)
        || dnnl_primitive_create(&made->primitive, chosen)
        || dnnl_primitive_desc_destroy(chosen)
        || dnnl_memory_create(&from, &array, engine, logits)
        || dnnl_memory_create(&to, &array, engine, output)) {
        free(made);
        return NULL;
    }
    made->arguments[0] = (dnnl_exec_arg_t){DNNL_ARG_SRC, from};
    made->arguments[1] = (dnnl_exec_arg_t){DNNL_ARG_DST, to};
    return made;
}

void onednn_run(onednn *prepared)
{
    dnnl_primitive_execute(prepared->primitive, prepared->stream, 2, prepared->arguments);
    dnnl_stream_wait(prepared->stream);
}

void onednn_discard(onednn *prepared)
{
    for (int i = 0; i < 2; i++)
        dnnl_memory_destroy(prepared->arguments[i].memory);
    dnnl_primitive_destroy(prepared->primitive);
    dnnl_stream_destroy(prepared->stream);
    free(prepared);
}

xnn_operator_t xnnpack_prepare(const float *logits, int64_t rows, int64_t classes, float *probs)
{
    const size_t channels = (size_t)classes;
    xnn_operator_t made = NULL;
    if (xnn_initialize(NULL) || xnn_create_softmax_nc_f32(channels, channels, channels, 0, &made)
        || xnn_setup_softmax_nc_f32(made, (size_t)rows, logits, probs, NULL))
        return NULL;
    return made;
}

void xnnpack_run(xnn_operator_t prepared)
{
    xnn_run_operator(prepared, NULL);
}

void xnnpack_discard(xnn_operator_t prepared)
{
    xnn_delete_operator(prepared);
}

const char *onednn_version(void)
{
    static char text[16];
    const dnnl_version_t *version = dnnl_version();
    text[0] = (char)('0' + version->major), text[1] = '.', text[2] = (char)('0' + version->minor), text[3] = '.';
    text[4] = (char)('0' + version->patch);
    return text;
}
