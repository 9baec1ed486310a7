#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include "SluiceRescue.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

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
    _Atomic(uint32_t *) flag;
};

static struct slot slots[SLOT_COUNT];
static atomic_flag was_asked = ATOMIC_FLAG_INIT;
static struct sigaction previous;
static uintptr_t page_size;

int32_t sluice_watch(const void *start, size_t length, uint32_t *flag) {
    for (int32_t index = 0; index < SLOT_COUNT; index += 1) {
        struct slot *slot = &slots[index];
        unsigned version = slot->version;
        if (version % 2 != 0 || slot->start != 0) continue;
        // Whoever changes the version first has the slot.
        if (!atomic_compare_exchange_strong(&slot->version, &version, version + 1)) continue;
        slot->start = (uintptr_t)start;
        slot->end = (uintptr_t)start + length;
        slot->flag = flag;
        slot->version = version + 2;
        return index;
    }
    return -1;
}

void sluice_forget(int32_t index) {
    struct slot *slot = &slots[index];
    slot->version += 1;
    slot->start = 0;
    slot->version += 1;
}

// Replaces what is left of the watched mapping around `address`, from its page on, by zeros: where a file has lost a
// page it has lost those behind it, and one fault is enough. Returns whether there is such a mapping.
static bool replace_pages(uintptr_t address) {
    for (struct slot *slot = slots; slot < slots + SLOT_COUNT; slot += 1) {
        unsigned version = slot->version;
        uintptr_t start = slot->start;
        uintptr_t end = slot->end;
        uint32_t *flag = slot->flag;
        if (version % 2 != 0 || version != slot->version || start == 0) continue;
        uintptr_t last = (end + page_size - 1) & ~(page_size - 1);
        if (address < start || address >= last) continue;
        uintptr_t first = address & ~(page_size - 1);
        // Before the zeros are there: nobody may read them and not find the flag.
        __atomic_store_n(flag, 1, __ATOMIC_RELEASE);
        int flags = MAP_PRIVATE | MAP_ANON | MAP_FIXED;
        return mmap((void *)first, last - first, PROT_READ, flags, -1, 0) != MAP_FAILED;
    }
    return false;
}

// Does what would have been done without this handler.
static void pass_on(int number, siginfo_t *info, void *context) {
    if (previous.sa_flags & SA_SIGINFO) {
        previous.sa_sigaction(number, info, context);
        return;
    }
    if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
        previous.sa_handler(number);
        return;
    }
    bool is_fault = info->si_code > 0 && info->si_code != SI_USER;
    if (!is_fault && previous.sa_handler == SIG_IGN) return;
    // The instruction that has faulted does so again when this returns, and meets what was there before. A signal that
    // was sent is sent again.
    sigaction(number, &previous, NULL);
    if (!is_fault) raise(number);
}

static void rescue(int number, siginfo_t *info, void *context) {
    int error = errno;
    // A signal that was sent has no address, and a report of bad memory is not about this thread's instruction.
    if (info->si_code != BUS_ADRERR || !replace_pages((uintptr_t)info->si_addr)) pass_on(number, info, context);
    errno = error;
}

void sluice_install_rescue(void) {
    if (atomic_flag_test_and_set(&was_asked)) return;
    page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
    // Known before the first signal may have to be passed on.
    sigaction(SIGBUS, NULL, &previous);
    struct sigaction action = {.sa_sigaction = rescue, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, NULL);
}
