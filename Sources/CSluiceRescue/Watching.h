#ifndef SLUICE_WATCHING_H
#define SLUICE_WATCHING_H

#include "SluiceRescue.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

// Each window of an input takes one watch, and a run has a few windows for each worker. A reader of records may keep
// more: 4,096 windows of the default size are 4 GiB of input.
#define WATCH_COUNT 4096

// One watched mapping.
//
// The handler may read a watch at any moment, on any thread, and must not wait. So a watch has a version, which is odd
// while it changes, and a reader that sees an odd version, or a different one after reading, skips the watch. That is
// safe: the faulting thread is reading its mapping, which is therefore neither forgotten nor unmapped before the
// handler returns, so a watch that changes is not the one it looks for. A watch that does not change describes a
// mapping that existed while it was read, and mappings that exist at the same time do not overlap. An address that is
// mapped again cannot be confused with the old mapping, as a mapping is forgotten before it is unmapped.
//
// The operations are sequentially consistent: there are only a few for each window of a million bytes.
struct watch {
    atomic_uint version;
    atomic_uintptr_t start; // 0 while the watch is free
    atomic_uintptr_t end;
    _Atomic(struct sluice_file *) file;
};

extern struct watch sluice_watches[WATCH_COUNT];

// Returns the file of a watch, or NULL if the watch is free or changing; `*start` and `*end` receive the mapping's
// bounds.
static inline struct sluice_file *read_watch(struct watch *watch, uintptr_t *start, uintptr_t *end) {
    unsigned version = watch->version;
    *start = watch->start;
    *end = watch->end;
    struct sluice_file *file = watch->file;
    return version % 2 == 0 && version == watch->version && *start != 0 ? file : 0;
}

// Passes a signal to `previous`, the action that this library's handler replaced.
void sluice_pass_on(const struct sigaction *previous, int number, siginfo_t *info, void *context);

#endif
