#ifndef SLUICE_SYSTEM_H
#define SLUICE_SYSTEM_H

// System calls that Swift's modules for the C libraries leave out.

/// Exchanges two entries of one file system in one step. Returns 0, or -1 with `errno`: EINVAL, ENOSYS or ENOTSUP where
/// the system or the file system cannot.
int sluice_exchange(int directory, const char *name, int other_directory, const char *other_name);

/// Renames an entry to a name that must be free. Returns 0, or -1 with `errno`: EEXIST where it is not.
///
/// Where the system cannot do both in one step, it looks first.
int sluice_rename_to_free_name(int directory, const char *name, int other_directory, const char *other_name);

/// Gives a directory the access control lists and extended attributes of another one, and no others. Returns 0, or -1
/// with `errno` where one of them cannot be copied.
int sluice_copy_attributes(int from, int to);

/// Opens a directory in which names can be looked up, whether or not it may be read. Returns -1 with `errno`.
int sluice_open_searchable(const char *path);

/// Returns 1 if the open directory is where a file system or a part of one is mounted, 0 if it is not or if the system
/// does not say.
int sluice_is_mount_point(int directory);

#endif
