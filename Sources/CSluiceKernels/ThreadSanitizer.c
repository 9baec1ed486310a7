#include "SluiceThreadSanitizer.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SLUICE_THREAD_SANITIZER 1
#endif
#endif

#if SLUICE_THREAD_SANITIZER

void __tsan_acquire(void *address);
void __tsan_release(void *address);

void sluice_tsan_release(const void *address) { __tsan_release((void *)address); }
void sluice_tsan_acquire(const void *address) { __tsan_acquire((void *)address); }

#else

void sluice_tsan_release(const void *address) { (void)address; }
void sluice_tsan_acquire(const void *address) { (void)address; }

#endif
