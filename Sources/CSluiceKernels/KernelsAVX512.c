// Requires AVX-512 with its byte and word instructions. Where the processor lacks them, this set is compiled but not
// tested.

#include "KernelSets.h"

#if defined(__x86_64__)

#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,popcnt,bmi"), min_vector_width(512))), apply_to = function)

#define WIDE(name) avx512_##name
#define WIDE_WIDTH 64

typedef __m512i wide_vector;
typedef uint64_t wide_mask;

#define wide_load(bytes) _mm512_loadu_si512(bytes)
#define wide_table(table) _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(table)))
#define wide_fill(byte) _mm512_set1_epi8((char)(byte))
#define wide_and _mm512_and_si512
#define wide_or _mm512_or_si512
#define wide_xor _mm512_xor_si512
#define wide_subtract_saturating _mm512_subs_epu8
#define wide_look_up _mm512_shuffle_epi8
#define wide_low_half(vector) _mm512_and_si512(vector, _mm512_set1_epi8(0x0F))
#define wide_high_half(vector) _mm512_and_si512(_mm512_srli_epi16(vector, 4), _mm512_set1_epi8(0x0F))
// The alignment works in each quarter separately: the bytes shifted in come from the quarter before.
#define wide_shift_in(here, before, count) \
    _mm512_alignr_epi8(here, _mm512_alignr_epi32(here, before, 12), 16 - (count))
#define wide_has_high_bits(vector) (_mm512_movepi8_mask(vector) != 0)
#define wide_is_not_zero(vector) (_mm512_test_epi8_mask(vector, vector) != 0)
#define wide_mask_first(mask) ((size_t)__builtin_ctzll(mask))
#define wide_mask_count(mask) ((size_t)__builtin_popcountll(mask))
#define wide_equal(vector, byte) ((wide_mask)_mm512_cmpeq_epi8_mask(vector, wide_fill(byte)))

static inline wide_mask wide_string_special(wide_vector vector) {
    return _mm512_cmplt_epu8_mask(vector, wide_fill(0x20)) | wide_equal(vector, '"') | wide_equal(vector, '\\');
}

static inline wide_mask wide_non_space(wide_vector vector) {
    return ~(wide_equal(vector, ' ') | wide_equal(vector, '\n') | wide_equal(vector, '\r') | wide_equal(vector, '\t'));
}

static inline wide_mask wide_scalar_starts(wide_vector vector) {
    return _mm512_cmpgt_epi8_mask(vector, wide_fill(-65));
}

#include "WideKernels.h"
#include "WideScans.h"

#pragma clang attribute pop

const sluice_kernel_set sluice_kernels_avx512 = {
    .name = "avx512",
    .find_string_stop = avx512_find_string_stop,
    .find_non_space = avx512_find_non_space,
    .find_byte = avx512_find_byte,
    .count_byte = avx512_count_byte,
    .count_scalars = avx512_count_scalars,
    .crc32c = sluice_crc32c_hardware,
};

#endif
