#include "SluiceProcess.h"

#include <stddef.h>
#include <stdint.h>

static char *none[1];
static char **arguments = none;

char **sluice_arguments(void) { return arguments; }

#if defined(__APPLE__)
#include <crt_externs.h>

char **sluice_environment(void) { return *_NSGetEnviron(); }

#else

extern char **environ;

char **sluice_environment(void) { return environ; }

#endif

#if defined(__GLIBC__) || defined(__APPLE__)

// Both pass a constructor what they pass to `main`.
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
    (void)count;
    if (values) arguments = values;
}

#else

// The kernel puts the count, the arguments, a null pointer and the environment one after the other:
//
//   count  argument 0  …  argument count-1  NULL  variable 0  …
//
// Nothing has changed the environment yet. No address is as small as a count, so the walk ends there.
__attribute__((constructor)) static void find_arguments(void) {
    if (!environ || environ[-1]) return;
    char **first = environ - 1;
    while ((uintptr_t)first[-1] != (uintptr_t)(environ - 1 - first)) first -= 1;
    arguments = first;
}

#endif
