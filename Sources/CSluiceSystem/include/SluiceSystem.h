#ifndef SLUICE_SYSTEM_H
#define SLUICE_SYSTEM_H

// System calls that Swift's modules for the C libraries do not expose.

/// Exchanges two entries of one file system in one step. Returns 0, or -1 with `errno`: EINVAL, ENOSYS or ENOTSUP if
/// the system or the file system does not support it.
int sluice_exchange(int directory, const char *name, int other_directory, const char *other_name);

/// Renames an entry to a name that must be free. Returns 0, or -1 with `errno`: EEXIST if it is not.
///
/// If the system cannot do both in one step, the name is checked first.
int sluice_rename_to_free_name(int directory, const char *name, int other_directory, const char *other_name);

/// Replaces a directory's access control lists and extended attributes by those of another directory. Returns 0, or -1
/// with `errno` if one of them cannot be copied.
int sluice_copy_attributes(int from, int to);

/// Opens a directory for looking up names, whether or not it is readable. Returns a descriptor, or -1 with `errno`.
int sluice_open_searchable(const char *path);

/// Returns 1 if a file system, or part of one, is mounted at the open directory; 0 if not, or if the system does not
/// say.
int sluice_is_mount_point(int directory);

#endif
