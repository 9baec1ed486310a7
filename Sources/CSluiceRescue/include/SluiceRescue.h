#ifndef SLUICE_RESCUE_H
#define SLUICE_RESCUE_H

#include <stddef.h>
#include <stdint.h>

// Mapped files whose pages go away while they are read: a signal handler puts zeros in their place and raises a flag.

/// Installs the handler for SIGBUS, once; what was there before gets every signal that is not about a watched mapping.
void sluice_install_rescue(void);

/// Watches a mapping of `length` bytes from the start of a page on: `*flag` becomes 1 when pages of it are replaced.
///
/// The flag lives until `sluice_forget`. Returns what to give that one, or -1 where too many mappings are watched.
int32_t sluice_watch(const void *start, size_t length, uint32_t *flag);

/// Watches the mapping no longer. Comes before it is unmapped, when nobody reads it any more.
void sluice_forget(int32_t slot);

/// Returns whether the flag is up.
static inline int sluice_was_rescued(const uint32_t *flag) { return __atomic_load_n(flag, __ATOMIC_ACQUIRE) != 0; }

#endif
