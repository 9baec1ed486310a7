// Byte-class kernels: vectorised searches and counts over runs of bytes.
//
// Each has a scalar twin, `…_scalar`, that defines it; tests compare the two on every alignment and length. Most runs
// of bytes in records are short, so their beginnings are handled by `static inline` functions that work on sixteen
// bytes at a time with the vectors of every processor of the architecture; longer runs go to the widest kernels that
// this processor supports. Loads never leave the `length` bytes they are given: a mapping may end right after them.

#ifndef SLUICE_KERNELS_H
#define SLUICE_KERNELS_H

#include "ScalarKernels.h"
#include "SluiceNestingKernels.h"
#include "SluiceThreadSanitizer.h"
#include "VectorBlock.h"

// MARK: Kernels chosen at run time

/// The kernels of one instruction set.
typedef struct {
    /// The name in `SLUICE_KERNEL`.
    const char *name;
    size_t (*find_string_stop)(const uint8_t *bytes, size_t length);
    size_t (*find_non_space)(const uint8_t *bytes, size_t length);
    size_t (*find_byte)(const uint8_t *bytes, size_t length, uint8_t wanted);
    size_t (*count_byte)(const uint8_t *bytes, size_t length, uint8_t wanted);
    size_t (*count_scalars)(const uint8_t *bytes, size_t length);
    uint32_t (*crc32c)(uint32_t crc, const uint8_t *bytes, size_t length);
} sluice_kernel_set;

/// The set in use, chosen before `main`: the one that the environment variable `SLUICE_KERNEL` names, else the widest.
///
/// The inline functions below use the architecture's baseline vectors, regardless of the set.
extern const sluice_kernel_set *sluice_active_kernels;

/// The number of sets that this processor supports.
size_t sluice_kernel_set_count(void);
/// The sets that this processor supports, the widest last; `index` must be below their count.
const sluice_kernel_set *sluice_kernel_set_at(size_t index);
/// The set of that name; NULL if there is none, or this processor does not support it.
const sluice_kernel_set *sluice_kernels_named(const char *name);
/// Zero if `SLUICE_KERNEL` names a set that is not available, and the widest is in use instead.
int sluice_kernel_request_is_met(void);

// MARK: Sixteen bytes at a time

/// The offset among sixteen bytes of the first one that ends a plain run inside a string; 16 if there is none.
static inline size_t sluice_find_string_special_block(const uint8_t *bytes) {
#if SLUICE_VECTOR
    sluice_mask mask = sluice_string_special_mask(sluice_load(bytes));
    return mask ? sluice_mask_first(mask) : 16;
#else
    return sluice_find_string_special_scalar(bytes, 16);
#endif
}

static inline size_t sluice_find_string_special(const uint8_t *bytes, size_t length) {
    size_t i = 0;
#if SLUICE_VECTOR
    for (; i + 16 <= length; i += 16) {
        sluice_mask mask = sluice_string_special_mask(sluice_load(bytes + i));
        if (mask) return i + sluice_mask_first(mask);
    }
#endif
    return i + sluice_find_string_special_scalar(bytes + i, length - i);
}

static inline size_t sluice_find_non_space_narrow(const uint8_t *bytes, size_t length) {
    size_t i = 0;
#if SLUICE_VECTOR
    for (; i + 16 <= length; i += 16) {
        sluice_mask mask = sluice_space_mask(sluice_load(bytes + i)) ^ sluice_full_mask();
        if (mask) return i + sluice_mask_first(mask);
    }
#endif
    return i + sluice_find_non_space_scalar(bytes + i, length - i);
}

static inline size_t sluice_find_byte_narrow(const uint8_t *bytes, size_t length, uint8_t wanted) {
    size_t i = 0;
#if SLUICE_VECTOR
    for (; i + 16 <= length; i += 16) {
        sluice_mask mask = sluice_to_mask(sluice_equal(sluice_load(bytes + i), wanted));
        if (mask) return i + sluice_mask_first(mask);
    }
#endif
    return i + sluice_find_byte_scalar(bytes + i, length - i, wanted);
}

/// The same as its scalar twin, but at least 16 bytes must be readable on both sides.
static inline int sluice_has_prefix(const uint8_t *bytes, const uint8_t *literal, size_t length) {
#if SLUICE_VECTOR
    if (length < 16) {
        sluice_mask wanted = ((sluice_mask)1 << (length * SLUICE_MASK_BITS)) - 1;
        return (sluice_to_mask(sluice_same(sluice_load(bytes), sluice_load(literal))) & wanted) == wanted;
    }
    for (size_t i = 0; i + 16 < length; i += 16) {
        sluice_block same = sluice_same(sluice_load(bytes + i), sluice_load(literal + i));
        if (sluice_to_mask(same) != sluice_full_mask()) return 0;
    }
    // The last block may overlap the one before.
    sluice_block same = sluice_same(sluice_load(bytes + length - 16), sluice_load(literal + length - 16));
    return sluice_to_mask(same) == sluice_full_mask();
#else
    return sluice_has_prefix_scalar(bytes, literal, length);
#endif
}

static inline size_t sluice_count_byte_narrow(const uint8_t *bytes, size_t length, uint8_t wanted) {
    size_t i = 0, count = 0;
#if SLUICE_VECTOR
    while (i + 16 <= length) {
        sluice_block counts = sluice_zero();
        for (int lane = 0; lane < SLUICE_TALLY_LIMIT && i + 16 <= length; lane++, i += 16) {
            counts = sluice_tally(counts, sluice_equal(sluice_load(bytes + i), wanted));
        }
        count += sluice_tally_sum(counts);
    }
#endif
    return count + sluice_count_byte_scalar(bytes + i, length - i, wanted);
}

static inline size_t sluice_count_scalars_narrow(const uint8_t *bytes, size_t length) {
    size_t i = 0, count = 0;
#if SLUICE_VECTOR
    while (i + 16 <= length) {
        sluice_block counts = sluice_zero();
        for (int lane = 0; lane < SLUICE_TALLY_LIMIT && i + 16 <= length; lane++, i += 16) {
            counts = sluice_tally(counts, sluice_scalar_starts(sluice_load(bytes + i)));
        }
        count += sluice_tally_sum(counts);
    }
#endif
    return count + sluice_count_scalars_scalar(bytes + i, length - i);
}

// MARK: Dispatch

static inline const char *sluice_active_kernels_name(void) { return sluice_active_kernels->name; }

/// See the scalar twin.
static inline size_t sluice_find_string_stop(const uint8_t *bytes, size_t length) {
    return sluice_active_kernels->find_string_stop(bytes, length);
}

static inline size_t sluice_find_non_space(const uint8_t *bytes, size_t length) {
    size_t i = 0;
#if SLUICE_VECTOR
    // Mostly a line feed and the indentation after it.
    for (; i + 16 <= length && i < 32; i += 16) {
        sluice_mask mask = sluice_space_mask(sluice_load(bytes + i)) ^ sluice_full_mask();
        if (mask) return i + sluice_mask_first(mask);
    }
#endif
    return i + sluice_active_kernels->find_non_space(bytes + i, length - i);
}

static inline size_t sluice_find_byte(const uint8_t *bytes, size_t length, uint8_t wanted) {
    size_t i = 0;
#if SLUICE_VECTOR
    for (; i + 16 <= length && i < 32; i += 16) {
        sluice_mask mask = sluice_to_mask(sluice_equal(sluice_load(bytes + i), wanted));
        if (mask) return i + sluice_mask_first(mask);
    }
#endif
    return i + sluice_active_kernels->find_byte(bytes + i, length - i, wanted);
}

static inline size_t sluice_count_byte(const uint8_t *bytes, size_t length, uint8_t wanted) {
    return sluice_active_kernels->count_byte(bytes, length, wanted);
}

static inline size_t sluice_count_scalars(const uint8_t *bytes, size_t length) {
    return sluice_active_kernels->count_scalars(bytes, length);
}

// MARK: Copies

/// Copies `length` bytes between regions that do not overlap; fast for the short texts of which records consist.
static inline void sluice_copy(uint8_t *to, const uint8_t *from, size_t length) {
    // Two moves of one width that overlap in the middle cover every length between it and its double.
    if (length > 32) {
        memcpy(to, from, length);
    } else if (length >= 16) {
        memcpy(to + length - 16, from + length - 16, 16);
        memcpy(to, from, 16);
    } else if (length >= 8) {
        memcpy(to + length - 8, from + length - 8, 8);
        memcpy(to, from, 8);
    } else if (length >= 4) {
        memcpy(to + length - 4, from + length - 4, 4);
        memcpy(to, from, 4);
    } else {
        for (size_t i = 0; i < length; i++) to[i] = from[i];
    }
}

// MARK: Checksums

/// Extends a CRC-32C (Castagnoli, RFC 3720 section 12.1) over more bytes. Start with 0.
static inline uint32_t sluice_crc32c(uint32_t crc, const uint8_t *bytes, size_t length) {
    return sluice_active_kernels->crc32c(crc, bytes, length);
}

/// The same by table, one byte at a time.
uint32_t sluice_crc32c_scalar(uint32_t crc, const uint8_t *bytes, size_t length);

#endif
