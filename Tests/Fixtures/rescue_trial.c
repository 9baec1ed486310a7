// One trial of the signal handlers in a separate process, which may be killed: rescue_trial TRIAL FILE
#include "SluiceRescue.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __APPLE__
#define st_mtim st_mtimespec
#define st_ctim st_ctimespec
#endif

#define LENGTH ((size_t)1 << 20)

static char *page_lost;

static void end_with_address(int number, siginfo_t *info, void *context) {
    _exit(number == SIGBUS && context != NULL && (char *)info->si_addr == page_lost ? 42 : 1);
}

static void end(int number) { _exit(number == SIGBUS ? 43 : 1); }

static int file_of(const char *path, size_t length) {
    int file = open(path, O_RDWR | O_CREAT, 0600);
    if (file < 0 || ftruncate(file, (off_t)length) != 0) exit(2);
    return file;
}

static char *mapped(int file) {
    char *start = mmap(NULL, LENGTH, PROT_READ, MAP_PRIVATE, file, 0);
    if (start == MAP_FAILED) exit(2);
    return start;
}

static int sum(const char *bytes, size_t length) {
    int sum = 0;
    for (size_t index = 0; index < length; index += 512) sum += *(const volatile char *)(bytes + index);
    return sum;
}

static const char *shared_path;
static volatile int is_running = 1;
static long rescues, rounds;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

// Repeatedly maps, reads and unmaps a file that shrinks and grows.
static void *reader(void *unused) {
    (void)unused;
    int file = open(shared_path, O_RDONLY);
    long found = 0, made = 0;
    while (is_running) {
        struct sluice_file watched = {0};
        char *start = mapped(file);
        int32_t watch = sluice_watch(start, LENGTH, &watched);
        sum(start, LENGTH);
        found += sluice_has_lost_pages(&watched);
        made += 1;
        sluice_forget(watch);
        munmap(start, LENGTH);
    }
    pthread_mutex_lock(&lock);
    rescues += found;
    rounds += made;
    pthread_mutex_unlock(&lock);
    return NULL;
}

static int many_threads(const char *path) {
    pthread_t threads[8];
    shared_path = path;
    int file = file_of(path, LENGTH);
    for (int index = 0; index < 8; index += 1) pthread_create(&threads[index], NULL, reader, NULL);
    for (int round = 0; round < 500; round += 1) {
        if (ftruncate(file, round % 2 ? (off_t)LENGTH : (off_t)(round * 4096 % LENGTH)) != 0) return 2;
        usleep(500);
    }
    is_running = 0;
    for (int index = 0; index < 8; index += 1) pthread_join(threads[index], NULL);
    printf("%ld rescues in %ld rounds\n", rescues, rounds);
    return rescues > 0 && rescues < rounds ? 0 : 1;
}

static int full_table(char *start) {
    struct sluice_file watched = {0};
    for (int32_t watch = 0; watch < 4096; watch += 1) {
        if (sluice_watch(start, 1, &watched) != watch) return 1;
    }
    if (sluice_watch(start, 1, &watched) != -1) return 1;
    sluice_forget(7);
    return sluice_watch(start, 1, &watched) == 7 ? 0 : 1;
}

int main(int count, char **words) {
    if (count != 3) return 2;
    const char *trial = words[1];
    struct sigaction action = {.sa_flags = 0};
    if (!strcmp(trial, "handler")) { action.sa_flags = SA_SIGINFO; action.sa_sigaction = end_with_address; }
    if (!strcmp(trial, "function")) action.sa_handler = end;
    if (!strncmp(trial, "ignored", 7)) action.sa_handler = SIG_IGN;
    sigaction(SIGBUS, &action, NULL);
    sluice_install_rescue();
    sluice_install_rescue();
    if (!strcmp(trial, "threads")) return many_threads(words[2]);
    int file = file_of(words[2], LENGTH);
    char *start = mapped(file);
    if (!strcmp(trial, "full")) return full_table(start);
    if (!strcmp(trial, "sent") || !strcmp(trial, "ignored-sent")) return kill(getpid(), SIGBUS);
    struct sluice_file watched = {0}, others = {0};
    // A neighbouring mapping that is watched throughout.
    char *neighbour = mapped(file);
    sluice_watch(neighbour, LENGTH, &others);
    int isWatched = !strcmp(trial, "watched") || !strcmp(trial, "forgotten");
    if (!strncmp(trial, "trap", 4)) {
        sluice_install_trap_handler("changed\n", 4);
        struct stat opened;
        if (fstat(file, &opened) != 0) return 2;
        struct sluice_file unchanged = {
            .descriptor = file, .device = opened.st_dev, .inode = opened.st_ino, .size = opened.st_size,
            .modified = opened.st_mtim.tv_sec * 1000000000LL + opened.st_mtim.tv_nsec,
            .changed = opened.st_ctim.tv_sec * 1000000000LL + opened.st_ctim.tv_nsec,
        };
        sluice_forget(0);
        sluice_watch(neighbour, LENGTH, &unchanged);
        if (!strcmp(trial, "trap-changed") && ftruncate(file, 100) != 0) return 2;
        __builtin_trap();
    }
    int32_t watch = isWatched ? sluice_watch(start, LENGTH - 100, &watched) : -1;
    if (!strcmp(trial, "forgotten")) sluice_forget(watch);
    if (sum(start, LENGTH) != 0 || sluice_has_lost_pages(&watched)) return 1;
    if (ftruncate(file, (off_t)LENGTH / 2 - 100) != 0) return 2;
    page_lost = start + LENGTH / 2;
    // The rest of the last page is still there.
    if (sum(start, LENGTH / 2) != 0 || sluice_has_lost_pages(&watched)) return 1;
    if (sum(start, LENGTH) != 0 || !sluice_has_lost_pages(&watched) || sluice_has_lost_pages(&others)) return 1;
    return 0;
}
