// Loaded before the C library's own functions: counts the calls that act on files in a directory, and kills or stops the
// process at one of them, in whichever thread it is made. Faster than strace, and it counts all calls together.
//
//   LABORATORY_ROOT    the directory: calls on other files are not counted
//   LABORATORY_COUNTS  `changing`: the calls that change what a killed process leaves; `all`: opens, locks, syncs too
//   LABORATORY_MATCH   only calls whose line contains this text are counted
//   LABORATORY_KILL    the number of the call before which the process is killed; a write of more than a page is two
//                      calls: before it, and in its middle, as the kernel does not interrupt it within a page
//   LABORATORY_AFTER   set: the process is killed after that call instead
//   LABORATORY_STOP    the same, but the process is stopped (SIGSTOP), and can be continued
//   LABORATORY_REFUSE  `exchange`: a file system that cannot exchange directories; `late`: one that can, but not this one,
//                      as where the directory is that of a lower layer
//   LABORATORY_LOG     a file that gets a line for each call: number (0 if it is not counted), result, call, path, path
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define PAGE 4096

enum kind { LOOKING, CHANGING };
struct call {
    int isWatched;
    long number;
    char line[3 * PATH_MAX];
};

static long setting(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static void end_process(void) {
    kill(getpid(), SIGKILL);
    pause();
}

static void resolve(int directory, const char *name, char *path) {
    char link[64];
    path[0] = 0;
    if (name && name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
        return;
    }
    snprintf(link, sizeof link, directory == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", directory);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    if (name && name[0] && strcmp(name, ".") != 0) {
        length = strlen(path);
        snprintf(path + length, PATH_MAX - length, "/%s", name);
    }
}

static int isInside(const char *path) {
    const char *root = getenv("LABORATORY_ROOT");
    size_t length = root ? strlen(root) : 0;
    return length && strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == 0);
}

// Counts the call, where it is one that counts, and does what is due before it. Returns whether the process is to be killed
// in its middle; it has one if it takes `steps` of 2.
static int begin(struct call *call, enum kind kind, const char *name, int from, const char *path, int to, const char *other,
                 int steps) {
    static _Atomic long count;
    char first[PATH_MAX], second[PATH_MAX] = "";
    int error = errno;
    resolve(from, path, first);
    if (other) resolve(to, other, second);
    call->number = 0;
    call->isWatched = isInside(first) || isInside(second);
    if (call->isWatched) {
        const char *match = getenv("LABORATORY_MATCH"), *counts = getenv("LABORATORY_COUNTS");
        snprintf(call->line, sizeof call->line, "%s\t%s\t%s", name, first, second);
        int isCounted = kind == CHANGING || (counts && strcmp(counts, "all") == 0);
        if (isCounted && (!match || strstr(call->line, match))) {
            long number = call->number = atomic_fetch_add(&count, steps) + 1;
            if (number == setting("LABORATORY_KILL") && !getenv("LABORATORY_AFTER")) end_process();
            if (number == setting("LABORATORY_STOP")) raise(SIGSTOP);
            errno = error;
            return steps == 2 && number + 1 == setting("LABORATORY_KILL");
        }
    }
    errno = error;
    return 0;
}

// Writes the call's line; passes its result on.
static long end(struct call *call, long result) {
    static _Atomic int log = -1;
    if (call->number && call->number == setting("LABORATORY_KILL")) end_process();
    const char *path = getenv("LABORATORY_LOG");
    if (!call->isWatched || !path) return result;
    int error = errno;
    if (log < 0) log = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    char line[sizeof call->line + 64];
    int length = snprintf(line, sizeof line, "%ld\t%ld\t%s\n", call->number, result, call->line);
    syscall(SYS_write, log, line, length);
    errno = error;
    return result;
}

#define AROUND(kind, name, from, path, to, other, real) \
    struct call call; \
    begin(&call, kind, name, from, path, to, other, 1); \
    return end(&call, real)
#define ON_FILE(kind, function, file, ...) \
    REAL(function); \
    AROUND(kind, #function, file, NULL, -1, NULL, real(file, ##__VA_ARGS__))

static int opened(int (*real)(int, const char *, int, ...), int directory, const char *path, int flags, mode_t mode) {
    struct call call;
    int isNew = flags & O_CREAT && faccessat(directory, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
    begin(&call, isNew || flags & O_TRUNC ? CHANGING : LOOKING, isNew ? "create" : "open", directory, path, -1, NULL, 1);
    return end(&call, real(directory, path, flags, mode));
}

#define MODE \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest)

int openat(int directory, const char *path, int flags, ...) {
    MODE;
    REAL(openat);
    return opened(real, directory, path, flags, mode);
}
int openat64(int directory, const char *path, int flags, ...) {
    MODE;
    REAL(openat64);
    return opened(real, directory, path, flags, mode);
}
int open(const char *path, int flags, ...) {
    MODE;
    REAL(openat);
    return opened(real, AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE;
    REAL(openat64);
    return opened(real, AT_FDCWD, path, flags, mode);
}

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(write);
    struct call call;
    if (begin(&call, CHANGING, "write", file, NULL, -1, NULL, count > PAGE ? 2 : 1)) {
        real(file, bytes, count / 2 / PAGE * PAGE + PAGE);
        end_process();
    }
    return end(&call, real(file, bytes, count));
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { ON_FILE(CHANGING, pwrite, file, bytes, count, at); }
ssize_t writev(int file, const struct iovec *parts, int count) { ON_FILE(CHANGING, writev, file, parts, count); }
int ftruncate(int file, off_t size) { ON_FILE(CHANGING, ftruncate, file, size); }
int fchmod(int file, mode_t mode) { ON_FILE(CHANGING, fchmod, file, mode); }
int fchown(int file, uid_t user, gid_t group) { ON_FILE(CHANGING, fchown, file, user, group); }
int fsync(int file) { ON_FILE(LOOKING, fsync, file); }
int fdatasync(int file) { ON_FILE(LOOKING, fdatasync, file); }
int flock(int file, int operation) { ON_FILE(LOOKING, flock, file, operation); }

int unlinkat(int directory, const char *path, int flags) {
    REAL(unlinkat);
    AROUND(CHANGING, "unlinkat", directory, path, -1, NULL, real(directory, path, flags));
}
int mkdirat(int directory, const char *path, mode_t mode) {
    REAL(mkdirat);
    AROUND(CHANGING, "mkdirat", directory, path, -1, NULL, real(directory, path, mode));
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    AROUND(CHANGING, "mkdirat", AT_FDCWD, path, -1, NULL, real(path, mode));
}
int fchmodat(int directory, const char *path, mode_t mode, int flags) {
    REAL(fchmodat);
    AROUND(CHANGING, "fchmodat", directory, path, -1, NULL, real(directory, path, mode, flags));
}
int fchownat(int directory, const char *path, uid_t user, gid_t group, int flags) {
    REAL(fchownat);
    AROUND(CHANGING, "fchownat", directory, path, -1, NULL, real(directory, path, user, group, flags));
}
int linkat(int from, const char *path, int to, const char *other, int flags) {
    REAL(linkat);
    AROUND(CHANGING, "linkat", from, path, to, other, real(from, path, to, other, flags));
}
int renameat(int from, const char *path, int to, const char *other) {
    REAL(renameat);
    AROUND(CHANGING, "renameat", from, path, to, other, real(from, path, to, other));
}

static int refused(int error) {
    errno = error;
    return -1;
}

int renameat2(int from, const char *path, int to, const char *other, unsigned flags) {
    REAL(renameat2);
    if (!(flags & RENAME_EXCHANGE)) {
        AROUND(CHANGING, "renameat", from, path, to, other, real(from, path, to, other, flags));
    }
    const char *refuse = getenv("LABORATORY_REFUSE");
    // The directories that a run exchanges to see whether it can have short names.
    int error = !refuse ? 0 : strcmp(refuse, "exchange") == 0 ? EINVAL : strlen(other) > 1 ? EXDEV : 0;
    AROUND(CHANGING, "exchange", from, path, to, other,
           error ? refused(error) : real(from, path, to, other, flags));
}
int rename(const char *path, const char *other) {
    REAL(rename);
    AROUND(CHANGING, "renameat", AT_FDCWD, path, AT_FDCWD, other, real(path, other));
}
long syscall(long number, ...) {
    REAL(syscall);
    long word[6];
    va_list rest;
    va_start(rest, number);
    for (int i = 0; i < 6; i++) word[i] = va_arg(rest, long);
    va_end(rest);
    if (number == SYS_renameat2)
        return renameat2(word[0], (const char *)word[1], word[2], (const char *)word[3], word[4]);
    return real(number, word[0], word[1], word[2], word[3], word[4], word[5]);
}
