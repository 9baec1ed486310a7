#ifndef SLUICE_PROCESS_H
#define SLUICE_PROCESS_H

// What the command knows of its process without /proc, which not every container has. For the command alone: ThreadStatus.c
// replaces a call of the C library.

/// The words of the command line, the program's name first, and a null pointer after the last: the process's own
/// memory. Swift finds them through /proc.
char **sluice_arguments(void);

/// The environment: `NAME=value`, and a null pointer after the last.
char **sluice_environment(void);

#endif
