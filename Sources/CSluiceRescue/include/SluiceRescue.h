#ifndef SLUICE_RESCUE_H
#define SLUICE_RESCUE_H

#include <stddef.h>
#include <stdint.h>

// Signal handlers for mapped files that change while they are being read.

/// A file that is read through mappings, as it was when it was opened; times are in nanoseconds since 1970.
struct sluice_file {
    int32_t descriptor;
    /// Becomes 1 when pages of a mapping are replaced by zeros.
    uint32_t has_lost_pages;
    uint64_t device, inode;
    int64_t size, modified, changed;
};

/// Installs the handler for SIGBUS, once; signals that do not concern a watched mapping go to the previous handler.
///
/// It replaces missing pages with zeros, and raises the file's flag.
void sluice_install_rescue(void);

/// Installs a handler for SIGILL, SIGTRAP and SIGSEGV, once: if a watched file has changed, it prints `message` to
/// standard error and ends the process with `status`. Otherwise the signal goes to the previous handler.
///
/// Code that reads a byte twice may see two values, and so reach a state that it rules out.
void sluice_install_trap_handler(const char *message, int32_t status);

/// Watches a mapping of `length` bytes that starts at a page boundary.
///
/// The file must live until `sluice_forget`. Returns the number of the watch, or -1 if too many mappings are watched.
int32_t sluice_watch(const void *start, size_t length, struct sluice_file *file);

/// Ends a watch. To be called when the mapping is no longer read, before it is unmapped.
void sluice_forget(int32_t watch);

/// Returns whether pages of the file were replaced.
static inline int sluice_has_lost_pages(const struct sluice_file *file) {
    return __atomic_load_n(&file->has_lost_pages, __ATOMIC_ACQUIRE) != 0;
}

#endif
