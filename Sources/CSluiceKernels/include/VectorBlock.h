// Sixteen bytes at a time, in the vectors that every processor of the architecture has: SSE2 or NEON.

#ifndef SLUICE_VECTOR_BLOCK_H
#define SLUICE_VECTOR_BLOCK_H

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

#if defined(__SSE2__)

typedef __m128i sluice_block;
/// The number of mask bits for each byte.
#define SLUICE_MASK_BITS 1
typedef uint32_t sluice_mask;

static inline sluice_block sluice_load(const uint8_t *bytes) { return _mm_loadu_si128((const __m128i *)bytes); }
static inline sluice_mask sluice_to_mask(sluice_block lanes) { return (uint32_t)_mm_movemask_epi8(lanes); }
static inline sluice_mask sluice_full_mask(void) { return 0xFFFF; }
static inline size_t sluice_mask_first(sluice_mask mask) { return (size_t)__builtin_ctz(mask); }
static inline sluice_block sluice_all(uint8_t byte) { return _mm_set1_epi8((char)byte); }
static inline sluice_block sluice_equal(sluice_block block, uint8_t byte) {
    return _mm_cmpeq_epi8(block, sluice_all(byte));
}
static inline sluice_block sluice_same(sluice_block left, sluice_block right) { return _mm_cmpeq_epi8(left, right); }
static inline sluice_block sluice_either(sluice_block left, sluice_block right) { return _mm_or_si128(left, right); }

static inline sluice_block sluice_zero(void) { return _mm_setzero_si128(); }
/// Adds one where `lanes` are set, by subtracting all ones.
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

/// The same without the bytes over 0x7F.
static inline sluice_mask sluice_string_end_mask(sluice_block block) {
    // There is no comparison of unsigned bytes: controls are those that equal the minimum of themselves and 0x1F.
    sluice_block control = sluice_same(block, _mm_min_epu8(block, _mm_set1_epi8(0x1F)));
    return sluice_to_mask(sluice_either(control, sluice_either(sluice_equal(block, '"'), sluice_equal(block, '\\'))));
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

static inline sluice_mask sluice_string_end_mask(sluice_block block) {
    sluice_block control = vcltq_u8(block, vdupq_n_u8(0x20));
    return sluice_to_mask(sluice_either(control, sluice_either(sluice_equal(block, '"'), sluice_equal(block, '\\'))));
}

static inline sluice_block sluice_scalar_starts(sluice_block block) {
    return vcgtq_s8(vreinterpretq_s8_u8(block), vdupq_n_s8(-65));
}

#endif

#if SLUICE_VECTOR

/// The largest count of a tally's lane.
#define SLUICE_TALLY_LIMIT 255

static inline sluice_mask sluice_space_mask(sluice_block block) {
    return sluice_to_mask(sluice_either(
        sluice_either(sluice_equal(block, ' '), sluice_equal(block, '\n')),
        sluice_either(sluice_equal(block, '\r'), sluice_equal(block, '\t'))));
}

#endif

#endif
