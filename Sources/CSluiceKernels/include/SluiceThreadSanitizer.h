// Announces to ThreadSanitizer an order between threads that it cannot see.
//
// These functions do nothing in builds without that sanitizer.

#ifndef SLUICE_THREAD_SANITIZER_H
#define SLUICE_THREAD_SANITIZER_H

/// Everything this thread has done so far happens before what another thread does after it acquires the same address.
void sluice_tsan_release(const void *address);
/// Everything other threads did before they released the same address happens before what this thread does from now on.
void sluice_tsan_acquire(const void *address);

#endif
