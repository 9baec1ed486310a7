#if defined(__linux__)
#define _GNU_SOURCE

#include "SluiceProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// The dispatch library, on which Swift's tasks run, looks every second whether its threads are running if work is waiting
// for them: it reads /proc/THREAD/stat, and ends the process where it cannot. There is no way to turn that off, so this
// definition of `open`, which takes the place of the C library's, tells it that a thread is running.

static int is_thread_status(const char *path) {
    static const char start[] = "/proc/", end[] = "/stat";
    if (strncmp(path, start, sizeof start - 1) != 0) return 0;
    const char *rest = path + sizeof start - 1;
    size_t digits = strspn(rest, "0123456789");
    return digits > 0 && strcmp(rest + digits, end) == 0;
}

// Returns a descriptor from which the status of a running thread is read, or -1.
static int open_running_status(void) {
    static const char status[] = "0 (sluice) R 0";
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    ssize_t written = write(ends[1], status, sizeof status - 1);
    close(ends[1]);
    if (written > 0) return ends[0];
    close(ends[0]);
    return -1;
}

int open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    int file = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (file >= 0 || (errno != ENOENT && errno != EACCES) || !is_thread_status(path)) return file;
    return open_running_status();
}

#endif
