#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include "Watching.h"

struct watch sluice_watches[WATCH_COUNT];

int32_t sluice_watch(const void *start, size_t length, struct sluice_file *file) {
    for (int32_t index = 0; index < WATCH_COUNT; index += 1) {
        struct watch *watch = &sluice_watches[index];
        unsigned version = watch->version;
        if (version % 2 != 0 || watch->start != 0) continue;
        // The thread that changes the version first owns the watch.
        if (!atomic_compare_exchange_strong(&watch->version, &version, version + 1)) continue;
        watch->start = (uintptr_t)start;
        watch->end = (uintptr_t)start + length;
        watch->file = file;
        watch->version = version + 2;
        return index;
    }
    return -1;
}

void sluice_forget(int32_t index) {
    struct watch *watch = &sluice_watches[index];
    watch->version += 1;
    watch->start = 0;
    watch->version += 1;
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
    // When this returns, the faulting instruction faults again and reaches the previous action. A signal that was sent
    // by a process is sent again.
    sigaction(number, previous, NULL);
    if (!is_fault) raise(number);
}
