#ifndef SLUICE_RESCUE_H
#define SLUICE_RESCUE_H

#include <stddef.h>
#include <stdint.h>

// Mapped files that change while they are read: signal handlers keep that from being the death of the process.

/// A file that is read through mappings, and what it was when it was opened: times in nanoseconds since 1970.
struct sluice_file {
    int32_t descriptor;
    /// Becomes 1 when pages of a mapping are replaced by zeros.
    uint32_t has_lost_pages;
    uint64_t device, inode;
    int64_t size, modified, changed;
};

/// Installs the handler for SIGBUS, once; what was there before gets every signal that is not about a watched mapping.
///
/// It puts zeros in place of pages that are gone, and raises the file's flag.
void sluice_install_rescue(void);

/// Installs a handler for SIGILL, SIGTRAP and SIGSEGV, once: if a watched file has changed, it prints `message` to standard
/// error and ends the process with `status`. Otherwise what was there before gets the signal.
///
/// What looks at a byte twice may see two bytes, and find itself where it cannot be.
void sluice_install_last_word(const char *message, int32_t status);

/// Watches a mapping of `length` bytes from the start of a page on.
///
/// The file lives until `sluice_forget`. Returns what to give that one, or -1 where too many mappings are watched.
int32_t sluice_watch(const void *start, size_t length, struct sluice_file *file);

/// Watches the mapping no longer. Comes before it is unmapped, when nobody reads it any more.
void sluice_forget(int32_t slot);

/// Returns whether pages of the file were replaced.
static inline int sluice_has_lost_pages(const struct sluice_file *file) {
    return __atomic_load_n(&file->has_lost_pages, __ATOMIC_ACQUIRE) != 0;
}

#endif
