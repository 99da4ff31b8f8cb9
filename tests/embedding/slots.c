// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "slots.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE = 4096, MARGIN = 64, MARK = 0x3C };

static unsigned char *map_between_guards(int file, int protection)
{
    unsigned char *p = mmap(NULL, SLOT + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return mmap(p + PAGE, SLOT, protection, MAP_SHARED | MAP_FIXED, file, 0);
}

slot slot_make(void)
{
    const int file = memfd_create("slot", 0);
    if (file < 0 || ftruncate(file, SLOT) != 0) _exit(2);
    const slot made = {map_between_guards(file, PROT_READ | PROT_WRITE), map_between_guards(file, PROT_READ)};
    close(file);
    return made;
}

size_t slot_offset(place where, size_t count)
{
    return where == AT_END ? SLOT - count : 0;
}

static unsigned char *margin(slot s, place where, size_t count)
{
    return where == AT_END ? s.write + SLOT - count - MARGIN : s.write + count;
}

void *slot_put(slot s, place where, const void *contents, size_t count, bool writable)
{
    const size_t from = slot_offset(where, count);
    memcpy(s.write + from, contents, count);
    memset(margin(s, where, count), MARK, MARGIN);
    return (writable ? s.write : s.read) + from;
}

bool slot_margin_untouched(slot s, place where, size_t count)
{
    static unsigned char mark[MARGIN];
    memset(mark, MARK, MARGIN);
    return memcmp(margin(s, where, count), mark, MARGIN) == 0;
}
