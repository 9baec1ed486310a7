// Loaded before the C library's own: calls that do as little as they may. A write takes some of the bytes, a read gives
// some, and now and then a call is interrupted before it has done anything.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static uint64_t chance(void) {
    static _Atomic uint64_t state;
    if (atomic_load(&state) == 0) {
        const char *seed = getenv("RELUCTANT_SEED");
        atomic_store(&state, strtoull(seed ? seed : "1", NULL, 10) * 2 + 1);
    }
    uint64_t x = atomic_fetch_add(&state, 0x9E3779B97F4A7C15);
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

// Returns whether the call is interrupted, or else makes `count` smaller.
static int hesitate(size_t *count) {
    uint64_t x = chance();
    if (x % 8 == 0) {
        errno = EINTR;
        return 1;
    }
    if (*count > 1 && x % 4 != 0) *count = 1 + (x >> 8) % *count;
    return 0;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(write);
    return hesitate(&count) ? -1 : real(file, bytes, count);
}

ssize_t read(int file, void *bytes, size_t count) {
    REAL(read);
    return hesitate(&count) ? -1 : real(file, bytes, count);
}

int fsync(int file) {
    REAL(fsync);
    size_t count = 1;
    return hesitate(&count) ? -1 : real(file);
}

int fdatasync(int file) {
    REAL(fdatasync);
    size_t count = 1;
    return hesitate(&count) ? -1 : real(file);
}
