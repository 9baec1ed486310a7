#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include "Watching.h"

struct slot sluice_slots[SLOT_COUNT];

int32_t sluice_watch(const void *start, size_t length, struct sluice_file *file) {
    for (int32_t index = 0; index < SLOT_COUNT; index += 1) {
        struct slot *slot = &sluice_slots[index];
        unsigned version = slot->version;
        if (version % 2 != 0 || slot->start != 0) continue;
        // Whoever changes the version first has the slot.
        if (!atomic_compare_exchange_strong(&slot->version, &version, version + 1)) continue;
        slot->start = (uintptr_t)start;
        slot->end = (uintptr_t)start + length;
        slot->file = file;
        slot->version = version + 2;
        return index;
    }
    return -1;
}

void sluice_forget(int32_t index) {
    struct slot *slot = &sluice_slots[index];
    slot->version += 1;
    slot->start = 0;
    slot->version += 1;
}

void sluice_pass_on(const struct sigaction *previous, int number, siginfo_t *info, void *context) {
    if (previous->sa_flags & SA_SIGINFO) {
        previous->sa_sigaction(number, info, context);
        return;
    }
    if (previous->sa_handler != SIG_DFL && previous->sa_handler != SIG_IGN) {
        previous->sa_handler(number);
        return;
    }
    bool is_fault = info->si_code > 0 && info->si_code != SI_USER;
    if (!is_fault && previous->sa_handler == SIG_IGN) return;
    // The instruction that has faulted does so again when this returns, and meets what was there before. A signal that
    // was sent is sent again.
    sigaction(number, previous, NULL);
    if (!is_fault) raise(number);
}
