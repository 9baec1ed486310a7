// The nesting of a position among brackets and strings, without tokenizing.

#ifndef SLUICE_NESTING_KERNELS_H
#define SLUICE_NESTING_KERNELS_H

#include "VectorBlock.h"

/// What is open at a position in JSON text.
typedef struct {
    /// Brackets opened and not closed; negative if more were closed.
    int64_t depth;
    uint8_t is_in_string;
    /// Whether the byte before is an unescaped backslash in a string.
    uint8_t is_escaped;
} sluice_nesting;

/// Advances `nesting` over `length` bytes.
static inline void sluice_follow_nesting_scalar(sluice_nesting *nesting, const uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = bytes[i];
        if (nesting->is_escaped) {
            nesting->is_escaped = 0;
        } else if (byte == '"') {
            nesting->is_in_string ^= 1;
        } else if (nesting->is_in_string) {
            nesting->is_escaped = byte == '\\';
        } else if (byte == '{' || byte == '[') {
            nesting->depth++;
        } else if (byte == '}' || byte == ']') {
            nesting->depth--;
        }
    }
}

#if SLUICE_VECTOR && SLUICE_MASK_BITS == 1

static inline uint64_t sluice_mask_of_four(const sluice_block *blocks, uint8_t byte) {
    uint64_t mask = 0;
    for (int i = 3; i >= 0; i--) mask = mask << 16 | sluice_to_mask(sluice_equal(blocks[i], byte));
    return mask;
}

/// See the scalar twin; 64 bytes at a time, except for blocks with a backslash.
static inline void sluice_follow_nesting(sluice_nesting *nesting, const uint8_t *bytes, size_t length) {
    size_t i = 0;
    for (; i + 64 <= length; i += 64) {
        sluice_block blocks[4], folded[4];
        for (int j = 0; j < 4; j++) {
            blocks[j] = sluice_load(bytes + i + 16 * j);
            // Setting one bit turns brackets into braces, and no other byte into a brace.
            folded[j] = sluice_either(blocks[j], sluice_all(0x20));
        }
        if (nesting->is_escaped || sluice_mask_of_four(blocks, '\\')) {
            sluice_follow_nesting_scalar(nesting, bytes + i, 64);
            continue;
        }
        // A byte is in a string if an odd number of quotes precedes it.
        uint64_t strings = sluice_mask_of_four(blocks, '"');
        for (int shift = 1; shift < 64; shift *= 2) strings ^= strings << shift;
        if (nesting->is_in_string) strings = ~strings;
        nesting->is_in_string = strings >> 63;
        nesting->depth += __builtin_popcountll(sluice_mask_of_four(folded, '{') & ~strings);
        nesting->depth -= __builtin_popcountll(sluice_mask_of_four(folded, '}') & ~strings);
    }
    sluice_follow_nesting_scalar(nesting, bytes + i, length - i);
}

#else

static inline void sluice_follow_nesting(sluice_nesting *nesting, const uint8_t *bytes, size_t length) {
    sluice_follow_nesting_scalar(nesting, bytes, length);
}

#endif

#endif
