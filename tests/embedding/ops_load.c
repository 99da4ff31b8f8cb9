// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "ops_load.h"

#include <stdio.h>
#include <string.h>

#if defined(LINKED)

/* exports.inc: a line EXPORT(name) for each function. The path is of no importance. */
static const struct {
    const char *name;
    any_function function;
} exports[] = {
#define EXPORT(name) {#name, (any_function)name},
#include "exports.inc"
};

void *load_open(const char *path)
{
    (void)path;
    return (void *)exports;
}

const char *load_error(void)
{
    return "";
}

any_function load_symbol(void *handle, const char *name)
{
    (void)handle;
    for (size_t i = 0; i < sizeof exports / sizeof *exports; i++)
        if (strcmp(exports[i].name, name) == 0) return exports[i].function;
    return NULL;
}

void load_close(void *handle)
{
    (void)handle;
}

#elif defined(_WIN32)

#include <windows.h>

void *load_open(const char *path)
{
    return LoadLibraryA(path);
}

const char *load_error(void)
{
    static char text[32];
    snprintf(text, sizeof text, "error %lu", GetLastError());
    return text;
}

any_function load_symbol(void *handle, const char *name)
{
    return (any_function)GetProcAddress(handle, name);
}

void load_close(void *handle)
{
    FreeLibrary(handle);
}

#else

#include <dlfcn.h>

void *load_open(const char *path)
{
    return dlopen(path, RTLD_NOW | RTLD_LOCAL);
}

const char *load_error(void)
{
    return dlerror();
}

/* ISO C has no conversion from void * to a function pointer; POSIX promises that the bytes are the same. */
any_function load_symbol(void *handle, const char *name)
{
    void *address = dlsym(handle, name);
    any_function function;
    memcpy(&function, &address, sizeof function);
    return function;
}

void load_close(void *handle)
{
    dlclose(handle);
}

#endif
