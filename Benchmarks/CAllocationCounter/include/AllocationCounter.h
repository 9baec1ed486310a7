// Counts the allocations of the program that it is linked into, by standing before the C library's own functions.

#ifndef SLUICE_ALLOCATION_COUNTER_H
#define SLUICE_ALLOCATION_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

/// Whether allocations can be counted here: with glibc, and without a sanitizer, which stands in the same place.
bool sluice_allocations_can_be_counted(void);

/// Starts or stops counting. While it is off an allocation costs one look at a flag more than without the counter.
void sluice_allocations_set_counting(bool is_counting);

/// The allocations counted so far, by all threads; a reallocation is one.
uint64_t sluice_allocations_counted(void);

#endif
