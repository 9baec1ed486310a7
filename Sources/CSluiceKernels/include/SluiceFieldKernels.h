// Kernels for one value of a record: short texts, whose length is found without unpredictable branches.
//
// They load whole blocks, so the caller must provide as many bytes as each of them states.

#ifndef SLUICE_FIELD_KERNELS_H
#define SLUICE_FIELD_KERNELS_H

#include "SluiceKernels.h"

/// A mask of which of the first 32 bytes differ, the first byte in the lowest bit.
static inline uint32_t sluice_difference_scalar(const uint8_t *left, const uint8_t *right) {
    uint32_t difference = 0;
    for (int i = 0; i < 32; i++) difference |= (uint32_t)(left[i] != right[i]) << i;
    return difference;
}

static inline uint32_t sluice_difference(const uint8_t *left, const uint8_t *right) {
#if defined(__SSE2__)
    uint32_t low = sluice_to_mask(sluice_same(sluice_load(left), sluice_load(right)));
    uint32_t high = sluice_to_mask(sluice_same(sluice_load(left + 16), sluice_load(right + 16)));
    return ~(low | high << 16);
#elif defined(__aarch64__)
    const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t low = vandq_u8(sluice_same(sluice_load(left), sluice_load(right)), bits);
    uint8x16_t high = vandq_u8(sluice_same(sluice_load(left + 16), sluice_load(right + 16)), bits);
    // Adding neighbours three times gathers the bits of eight bytes into one.
    uint8x16_t sums = vpaddq_u8(low, high);
    sums = vpaddq_u8(sums, sums);
    sums = vpaddq_u8(sums, sums);
    return ~vgetq_lane_u32(vreinterpretq_u32_u8(sums), 0);
#else
    return sluice_difference_scalar(left, right);
#endif
}

/// The offset among the next 32 bytes of the first one that ends a plain run inside a string; 32 if there is none.
static inline size_t sluice_string_run(const uint8_t *bytes) {
#if SLUICE_VECTOR
    sluice_mask low = sluice_string_special_mask(sluice_load(bytes));
    if (low) return sluice_mask_first(low);
    sluice_mask high = sluice_string_special_mask(sluice_load(bytes + 16));
    return high ? 16 + sluice_mask_first(high) : 32;
#else
    return sluice_find_string_special_scalar(bytes, 32);
#endif
}

/// The end of the digits among the next 16 bytes, and of a fraction after them.
typedef struct {
    /// The offset of the first byte that is not a digit.
    uint32_t integer_end;
    /// The offset just past the digits after a point at `integer_end`; `integer_end` if there is no point.
    uint32_t end;
} sluice_number_run;

/// The digits with which the next 16 bytes begin; an end of 16 means that the number may continue after them.
static inline sluice_number_run sluice_find_number_end_scalar(const uint8_t *bytes) {
    uint32_t integer_end = 0;
    while (integer_end < 16 && (uint8_t)(bytes[integer_end] - '0') < 10) integer_end++;
    uint32_t end = integer_end;
    if (integer_end < 16 && bytes[integer_end] == '.') {
        end++;
        while (end < 16 && (uint8_t)(bytes[end] - '0') < 10) end++;
    }
    return (sluice_number_run){integer_end, end};
}

static inline sluice_number_run sluice_find_number_end(const uint8_t *bytes) {
#if defined(__SSE2__)
    __m128i offsets = _mm_sub_epi8(sluice_load(bytes), _mm_set1_epi8('0'));
    __m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(offsets, _mm_set1_epi8(9)), offsets);
    uint32_t others = ((uint32_t)_mm_movemask_epi8(digits) ^ 0xFFFF) | 0x10000;
    uint32_t integer_end = (uint32_t)__builtin_ctz(others);
    // The point is the lowest bit, and the next one ends the fraction. The bit after the block always remains.
    uint32_t after_point = (others & (others - 1)) | 0x10000;
    uint32_t end = bytes[integer_end & 15] == '.' ? (uint32_t)__builtin_ctz(after_point) : integer_end;
    return (sluice_number_run){integer_end, integer_end == 16 ? 16 : end};
#else
    return sluice_find_number_end_scalar(bytes);
#endif
}

/// Returns `number`, hiding from the compiler that it is the same value.
///
/// After a comparison has found a value equal to a guess, this lets the guess be used in its place: the processor,
/// which has speculated past the branch, need not wait for the value. The compiler would substitute the value back.
static inline uint32_t sluice_opaque(uint32_t number) {
    __asm__ volatile("" : "+r"(number));
    return number;
}

/// Where the stack of the current thread is: it grows towards lower addresses.
static inline uintptr_t sluice_stack_address(void) { return (uintptr_t)__builtin_frame_address(0); }

/// Whether the four bytes are those of `word`, the first one lowest.
static inline int sluice_is_word(const uint8_t *bytes, uint32_t word) {
    uint32_t found;
    memcpy(&found, bytes, 4);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    found = __builtin_bswap32(found);
#endif
    return found == word;
}

/// Copies 16 bytes.
static inline void sluice_copy_block(uint8_t *to, const uint8_t *from) { memcpy(to, from, 16); }

/// Copies `length` bytes in blocks of 16; up to 15 bytes after the last one are read from `from` and overwritten in
/// `to`.
static inline void sluice_copy_blocks(uint8_t *to, const uint8_t *from, size_t length) {
    size_t done = 0;
    do {
        memcpy(to + done, from + done, 16);
        done += 16;
    } while (done < length);
}

#endif
