#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include "Watching.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

static atomic_flag is_installed = ATOMIC_FLAG_INIT;
static struct sigaction previous;
static uintptr_t page_size;

// Replaces the watched mapping that contains `address` by zeros, from the page of `address` to its end: a file that has
// lost a page has lost those after it, so one fault is enough. Returns whether there is such a mapping.
static bool replace_pages(uintptr_t address) {
    for (struct watch *watch = sluice_watches; watch < sluice_watches + WATCH_COUNT; watch += 1) {
        uintptr_t start, end;
        struct sluice_file *file = read_watch(watch, &start, &end);
        if (!file) continue;
        uintptr_t last = (end + page_size - 1) & ~(page_size - 1);
        if (address < start || address >= last) continue;
        uintptr_t first = address & ~(page_size - 1);
        // Raised before the zeros are in place, so that no thread can read them without finding the flag.
        __atomic_store_n(&file->has_lost_pages, 1, __ATOMIC_RELEASE);
        int flags = MAP_PRIVATE | MAP_ANON | MAP_FIXED;
        return mmap((void *)first, last - first, PROT_READ, flags, -1, 0) != MAP_FAILED;
    }
    return false;
}

static void rescue(int number, siginfo_t *info, void *context) {
    int error = errno;
    // A signal sent by a process has no address, and a report of bad memory does not concern this thread's instruction.
    if (info->si_code != BUS_ADRERR || !replace_pages((uintptr_t)info->si_addr)) {
        sluice_pass_on(&previous, number, info, context);
    }
    errno = error;
}

void sluice_install_rescue(void) {
    if (atomic_flag_test_and_set(&is_installed)) return;
    page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
    // Read first: the first signal may have to be passed on.
    sigaction(SIGBUS, NULL, &previous);
    struct sigaction action = {.sa_sigaction = rescue, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, NULL);
}
