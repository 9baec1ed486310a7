// Byte-class kernels: what a vector unit answers about a run of bytes.
//
// Each has a scalar twin, `…_scalar`, that defines it; tests compare the two on every alignment and length.
// The wide forms are `static inline`, so that a caller's loop keeps them in registers. Loads never leave the
// `length` bytes they are given: a mapping may end right behind them.

#ifndef SLUICE_KERNELS_H
#define SLUICE_KERNELS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#define SLUICE_VECTOR 1
#elif defined(__aarch64__)
#include <arm_neon.h>
#define SLUICE_VECTOR 1
#else
#define SLUICE_VECTOR 0
#endif

// MARK: Scalar twins

/// The offset of the first byte that ends a plain run inside a string: a quote, a backslash, a control
/// character or a byte over 0x7F. `length` where there is none.
static inline size_t sluice_find_string_special_scalar(const uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = bytes[i];
        if (byte == '"' || byte == '\\' || byte < 0x20 || byte > 0x7F) return i;
    }
    return length;
}

/// The offset of the first byte that is not JSON white space (RFC 8259, section 2). `length` where there is none.
static inline size_t sluice_find_non_space_scalar(const uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = bytes[i];
        if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') return i;
    }
    return length;
}

/// The offset of the first `wanted`. `length` where there is none.
static inline size_t sluice_find_byte_scalar(const uint8_t *bytes, size_t length, uint8_t wanted) {
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == wanted) return i;
    }
    return length;
}

/// The number of bytes equal to `wanted`.
static inline size_t sluice_count_byte_scalar(const uint8_t *bytes, size_t length, uint8_t wanted) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) count += bytes[i] == wanted;
    return count;
}

/// The number of Unicode scalars that begin in UTF-8 text: bytes that are not continuations.
static inline size_t sluice_count_scalars_scalar(const uint8_t *bytes, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) count += (bytes[i] & 0xC0) != 0x80;
    return count;
}

/// Whether `bytes` begin with the `length` bytes of `literal`.
static inline int sluice_has_prefix_scalar(const uint8_t *bytes, const uint8_t *literal, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != literal[i]) return 0;
    }
    return 1;
}

// MARK: Sixteen bytes at a time

#if defined(__SSE2__)

typedef __m128i sluice_block;
/// How many bits of a mask stand for one byte.
#define SLUICE_MASK_BITS 1
typedef uint32_t sluice_mask;

static inline sluice_block sluice_load(const uint8_t *bytes) { return _mm_loadu_si128((const __m128i *)bytes); }
static inline sluice_mask sluice_to_mask(sluice_block lanes) { return (uint32_t)_mm_movemask_epi8(lanes); }
static inline sluice_mask sluice_full_mask(void) { return 0xFFFF; }
static inline size_t sluice_mask_first(sluice_mask mask) { return (size_t)__builtin_ctz(mask); }
static inline sluice_block sluice_equal(sluice_block block, uint8_t byte) {
    return _mm_cmpeq_epi8(block, _mm_set1_epi8((char)byte));
}
static inline sluice_block sluice_same(sluice_block left, sluice_block right) { return _mm_cmpeq_epi8(left, right); }
static inline sluice_block sluice_either(sluice_block left, sluice_block right) { return _mm_or_si128(left, right); }

static inline sluice_block sluice_zero(void) { return _mm_setzero_si128(); }
/// Subtracts all ones, which is adding one, where `lanes` are set.
static inline sluice_block sluice_tally(sluice_block counts, sluice_block lanes) { return _mm_sub_epi8(counts, lanes); }
static inline size_t sluice_tally_sum(sluice_block counts) {
    sluice_block sums = _mm_sad_epu8(counts, _mm_setzero_si128());
    return (size_t)(_mm_cvtsi128_si64(sums) + _mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
}

static inline sluice_mask sluice_string_special_mask(sluice_block block) {
    // As signed bytes, controls (0...0x1F) and everything over 0x7F (negative) are exactly those below 0x20.
    sluice_block low = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
    return sluice_to_mask(sluice_either(low, sluice_either(sluice_equal(block, '"'), sluice_equal(block, '\\'))));
}

static inline sluice_block sluice_scalar_starts(sluice_block block) {
    // Continuation bytes 0x80...0xBF are, signed, those below -64.
    return _mm_cmpgt_epi8(block, _mm_set1_epi8(-65));
}

#elif defined(__aarch64__)

typedef uint8x16_t sluice_block;
#define SLUICE_MASK_BITS 4
typedef uint64_t sluice_mask;

static inline sluice_block sluice_load(const uint8_t *bytes) { return vld1q_u8(bytes); }
static inline sluice_mask sluice_to_mask(sluice_block lanes) {
    // Narrowing by four bits leaves one nibble for each byte: NEON has no movemask.
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(lanes), 4)), 0);
}
static inline sluice_mask sluice_full_mask(void) { return UINT64_MAX; }
static inline size_t sluice_mask_first(sluice_mask mask) { return (size_t)__builtin_ctzll(mask) / SLUICE_MASK_BITS; }
static inline sluice_block sluice_equal(sluice_block block, uint8_t byte) { return vceqq_u8(block, vdupq_n_u8(byte)); }
static inline sluice_block sluice_same(sluice_block left, sluice_block right) { return vceqq_u8(left, right); }
static inline sluice_block sluice_either(sluice_block left, sluice_block right) { return vorrq_u8(left, right); }

static inline sluice_block sluice_zero(void) { return vdupq_n_u8(0); }
static inline sluice_block sluice_tally(sluice_block counts, sluice_block lanes) { return vsubq_u8(counts, lanes); }
static inline size_t sluice_tally_sum(sluice_block counts) { return vaddlvq_u8(counts); }

static inline sluice_mask sluice_string_special_mask(sluice_block block) {
    sluice_block low = vcltq_s8(vreinterpretq_s8_u8(block), vdupq_n_s8(0x20));
    return sluice_to_mask(sluice_either(low, sluice_either(sluice_equal(block, '"'), sluice_equal(block, '\\'))));
}

static inline sluice_block sluice_scalar_starts(sluice_block block) {
    return vcgtq_s8(vreinterpretq_s8_u8(block), vdupq_n_s8(-65));
}

#endif

#if SLUICE_VECTOR

/// A lane of a tally counts this far.
#define SLUICE_TALLY_LIMIT 255

static inline sluice_mask sluice_space_mask(sluice_block block) {
    return sluice_to_mask(sluice_either(
        sluice_either(sluice_equal(block, ' '), sluice_equal(block, '\n')),
        sluice_either(sluice_equal(block, '\r'), sluice_equal(block, '\t'))));
}

#endif

// MARK: Dispatch

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

static inline size_t sluice_find_non_space(const uint8_t *bytes, size_t length) {
    size_t i = 0;
#if SLUICE_VECTOR
    for (; i + 16 <= length; i += 16) {
        sluice_mask mask = sluice_space_mask(sluice_load(bytes + i)) ^ sluice_full_mask();
        if (mask) return i + sluice_mask_first(mask);
    }
#endif
    return i + sluice_find_non_space_scalar(bytes + i, length - i);
}

static inline size_t sluice_find_byte(const uint8_t *bytes, size_t length, uint8_t wanted) {
    size_t i = 0;
#if SLUICE_VECTOR
    for (; i + 16 <= length; i += 16) {
        sluice_mask mask = sluice_to_mask(sluice_equal(sluice_load(bytes + i), wanted));
        if (mask) return i + sluice_mask_first(mask);
    }
#endif
    return i + sluice_find_byte_scalar(bytes + i, length - i, wanted);
}

/// The same as its scalar twin, but both sides must have at least 16 bytes that may be read.
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
    // The last block, which may overlap the one before.
    sluice_block same = sluice_same(sluice_load(bytes + length - 16), sluice_load(literal + length - 16));
    return sluice_to_mask(same) == sluice_full_mask();
#else
    return sluice_has_prefix_scalar(bytes, literal, length);
#endif
}

static inline size_t sluice_count_byte(const uint8_t *bytes, size_t length, uint8_t wanted) {
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

static inline size_t sluice_count_scalars(const uint8_t *bytes, size_t length) {
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

// MARK: Copies

/// Copies `length` bytes between regions that do not overlap; quick for the short texts that records are made of.
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
uint32_t sluice_crc32c(uint32_t crc, const uint8_t *bytes, size_t length);

/// The same by table, one byte at a time.
uint32_t sluice_crc32c_scalar(uint32_t crc, const uint8_t *bytes, size_t length);

#endif
