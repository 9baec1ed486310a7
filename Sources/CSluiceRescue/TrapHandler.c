#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include "Watching.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Swift traps as SIGILL or SIGTRAP, depending on the processor; an unchecked access may end in SIGSEGV.
static const int traps[] = {SIGILL, SIGTRAP, SIGSEGV};
enum { TRAP_COUNT = sizeof traps / sizeof *traps };

static atomic_flag is_installed = ATOMIC_FLAG_INIT;
static struct sigaction previous[TRAP_COUNT];
static const char *exit_message;
static int32_t exit_status;

static int64_t nanoseconds(struct timespec time) { return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec; }

static bool has_changed(const struct sluice_file *file) {
    struct stat now;
    if (sluice_has_lost_pages(file) || fstat(file->descriptor, &now) != 0) return true;
#ifdef __APPLE__
    struct timespec modified = now.st_mtimespec, changed = now.st_ctimespec;
#else
    struct timespec modified = now.st_mtim, changed = now.st_ctim;
#endif
    return file->device != (uint64_t)now.st_dev || file->inode != (uint64_t)now.st_ino || file->size != now.st_size ||
           file->modified != nanoseconds(modified) || file->changed != nanoseconds(changed);
}

// Only files that are mapped now are being read, so no other file can be the cause.
static bool is_any_changed(void) {
    for (struct watch *watch = sluice_watches; watch < sluice_watches + WATCH_COUNT; watch += 1) {
        uintptr_t start, end;
        const struct sluice_file *file = read_watch(watch, &start, &end);
        if (file && has_changed(file)) return true;
    }
    return false;
}

static void handle_trap(int number, siginfo_t *info, void *context) {
    if (info->si_code > 0 && info->si_code != SI_USER && is_any_changed()) {
        ssize_t ignored = write(STDERR_FILENO, exit_message, strlen(exit_message));
        (void)ignored;
        _exit(exit_status);
    }
    int index = 0;
    while (traps[index] != number) index += 1;
    sluice_pass_on(&previous[index], number, info, context);
}

void sluice_install_trap_handler(const char *message, int32_t status) {
    if (atomic_flag_test_and_set(&is_installed)) return;
    exit_message = strdup(message);
    exit_status = status;
    for (int index = 0; index < TRAP_COUNT; index += 1) {
        sigaction(traps[index], NULL, &previous[index]);
        struct sigaction action = {.sa_sigaction = handle_trap, .sa_flags = SA_SIGINFO | SA_ONSTACK};
        sigemptyset(&action.sa_mask);
        sigaction(traps[index], &action, NULL);
    }
}
