// What ThreadSanitizer cannot see for itself: that one thread's work comes before another's.
//
// These do something only in builds with that sanitizer.

#ifndef SLUICE_THREAD_SANITIZER_H
#define SLUICE_THREAD_SANITIZER_H

/// What this thread has done by now comes before what another does once it has acquired the same address.
void sluice_tsan_release(const void *address);
/// What other threads had done when they released the same address comes before what this one does from now on.
void sluice_tsan_acquire(const void *address);

#endif
