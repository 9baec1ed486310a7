#include "AllocationCounter.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SLUICE_SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(SLUICE_SANITIZED)

static atomic_bool counts;
static atomic_uint_fast64_t counted;

static inline void count_one(void) {
    if (atomic_load_explicit(&counts, memory_order_relaxed)) {
        atomic_fetch_add_explicit(&counted, 1, memory_order_relaxed);
    }
}

// glibc's own functions under their second names: `dlsym` would have to be called before the first allocation, and
// allocates.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
    count_one();
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    count_one();
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    count_one();
    return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count_one();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) return EINVAL;
    count_one();
    void *result = __libc_memalign(alignment, size);
    if (result == NULL) return ENOMEM;
    *memory = result;
    return 0;
}

bool sluice_allocations_can_be_counted(void) { return true; }

void sluice_allocations_set_counting(bool is_counting) {
    atomic_store_explicit(&counts, is_counting, memory_order_relaxed);
}

uint64_t sluice_allocations_counted(void) { return atomic_load_explicit(&counted, memory_order_relaxed); }

#else

bool sluice_allocations_can_be_counted(void) { return false; }
void sluice_allocations_set_counting(bool is_counting) { (void)is_counting; }
uint64_t sluice_allocations_counted(void) { return 0; }

#endif
