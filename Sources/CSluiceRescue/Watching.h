#ifndef SLUICE_WATCHING_H
#define SLUICE_WATCHING_H

#include "SluiceRescue.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

// Every window of a run is one, and a run has a few for each worker. A reader of records may keep more of them: 4,096 of
// the default size are 4 GiB of the input.
#define SLOT_COUNT 4096

// One watched mapping.
//
// The handler may look at a slot at any moment, on any thread, and can wait for nobody. So a slot has a version, which is
// odd while it is changed, and whoever sees it odd, or another one behind its look, leaves the slot alone. It may: the
// thread that has faulted reads a mapping, so that one is neither forgotten nor unmapped before the handler returns, and
// a slot that changes is not its slot. One that does not change tells of a mapping that was there during the look, and
// mappings that are there at the same time do not overlap. Nobody can be taken in by an address that is mapped again,
// as a mapping is forgotten before it is unmapped.
//
// The operations are sequentially consistent: there are a few for each window, which has a million bytes.
struct slot {
    atomic_uint version;
    atomic_uintptr_t start; // 0 while the slot is free
    atomic_uintptr_t end;
    _Atomic(struct sluice_file *) file;
};

extern struct slot sluice_slots[SLOT_COUNT];

// Returns what a slot tells, unless it is free or just being changed: the mapping is in `*start` and `*end`.
static inline struct sluice_file *look(struct slot *slot, uintptr_t *start, uintptr_t *end) {
    unsigned version = slot->version;
    *start = slot->start;
    *end = slot->end;
    struct sluice_file *file = slot->file;
    return version % 2 == 0 && version == slot->version && *start != 0 ? file : 0;
}

// Does what would have been done with a signal without this handler, which has replaced `previous`.
void sluice_pass_on(const struct sigaction *previous, int number, siginfo_t *info, void *context);

#endif
