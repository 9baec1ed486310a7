#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "SluiceSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Not atomic: the name may be taken between the check and the rename.
static int rename_after_check(int directory, const char *name, int other_directory, const char *other_name) {
    struct stat status;
    if (fstatat(other_directory, other_name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return renameat(directory, name, other_directory, other_name);
}

#if defined(__linux__)
#include <sys/syscall.h>
#include <sys/xattr.h>

// The kernel's own values: older headers lack them.
enum { NO_REPLACE = 1 << 0, EXCHANGE = 1 << 1, MOUNT_ROOT = 0x2000 };

// By number: musl has a wrapper only since recently.
int sluice_exchange(int directory, const char *name, int other_directory, const char *other_name) {
    return (int)syscall(SYS_renameat2, directory, name, other_directory, other_name, EXCHANGE);
}

int sluice_rename_to_free_name(int directory, const char *name, int other_directory, const char *other_name) {
    if (syscall(SYS_renameat2, directory, name, other_directory, other_name, NO_REPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return -1;
    return rename_after_check(directory, name, other_directory, other_name);
}

int sluice_open_searchable(const char *path) { return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC); }

// Attributes that the system assigns by its own rules, which follow the file's place and not its content.
static int is_system_owned(const char *name) {
    return strcmp(name, "security.selinux") == 0 || strncmp(name, "trusted.overlay.", 16) == 0;
}

// The names of a file's attributes, each ending in a zero byte; the caller frees them.
static char *attribute_names(int file, ssize_t *length) {
    *length = flistxattr(file, NULL, 0);
    if (*length <= 0) return NULL;
    char *names = malloc((size_t)*length);
    if (names) *length = flistxattr(file, names, (size_t)*length);
    return names;
}

static int copy_attribute(const char *name, int from, int to) {
    ssize_t size = fgetxattr(from, name, NULL, 0);
    char *value = size < 0 ? NULL : malloc((size_t)size + 1);
    if (!value) return -1;
    size = fgetxattr(from, name, value, (size_t)size);
    int result = size < 0 ? -1 : fsetxattr(to, name, value, (size_t)size, 0);
    free(value);
    return result;
}

int sluice_copy_attributes(int from, int to) {
    ssize_t length;
    int result = 0;
    // Attributes that the new directory inherited from its parent.
    char *names = attribute_names(to, &length);
    for (ssize_t at = 0; names && at < length; at += (ssize_t)strlen(names + at) + 1)
        if (!is_system_owned(names + at) && fgetxattr(from, names + at, NULL, 0) < 0 && fremovexattr(to, names + at) != 0)
            result = -1;
    free(names);
    names = attribute_names(from, &length);
    for (ssize_t at = 0; names && at < length; at += (ssize_t)strlen(names + at) + 1)
        if (!is_system_owned(names + at) && copy_attribute(names + at, from, to) != 0) result = -1;
    free(names);
    return result;
}

int sluice_is_mount_point(int directory) {
#if defined(STATX_BASIC_STATS)
    struct statx status;
    if (statx(directory, "", AT_EMPTY_PATH, 0, &status) != 0) return 0;
    return (status.stx_attributes & MOUNT_ROOT) != 0;
#else
    (void)directory;
    return 0;
#endif
}

#elif defined(__APPLE__)

#include <copyfile.h>

int sluice_rename_to_free_name(int directory, const char *name, int other_directory, const char *other_name) {
    if (renameatx_np(directory, name, other_directory, other_name, RENAME_EXCL) == 0) return 0;
    if (errno != ENOTSUP && errno != EINVAL) return -1;
    return rename_after_check(directory, name, other_directory, other_name);
}

int sluice_copy_attributes(int from, int to) { return fcopyfile(from, to, NULL, COPYFILE_ACL | COPYFILE_XATTR); }

int sluice_open_searchable(const char *path) { return open(path, O_SEARCH | O_DIRECTORY | O_CLOEXEC); }

int sluice_exchange(int directory, const char *name, int other_directory, const char *other_name) {
    return renameatx_np(directory, name, other_directory, other_name, RENAME_SWAP);
}

// A mount point's device differs from its parent's, which the caller compares.
int sluice_is_mount_point(int directory) {
    (void)directory;
    return 0;
}

#else

int sluice_rename_to_free_name(int directory, const char *name, int other_directory, const char *other_name) {
    return rename_after_check(directory, name, other_directory, other_name);
}

int sluice_copy_attributes(int from, int to) {
    (void)from, (void)to;
    return 0;
}

int sluice_open_searchable(const char *path) { return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC); }

int sluice_exchange(int directory, const char *name, int other_directory, const char *other_name) {
    (void)directory, (void)name, (void)other_directory, (void)other_name;
    errno = ENOSYS;
    return -1;
}

int sluice_is_mount_point(int directory) {
    (void)directory;
    return 0;
}

#endif
