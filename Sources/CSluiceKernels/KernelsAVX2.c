#include "KernelSets.h"

#if defined(__x86_64__)

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,popcnt,bmi"))), apply_to = function)

#define WIDE(name) avx2_##name
#define WIDE_WIDTH 32

typedef __m256i wide_vector;
typedef uint32_t wide_mask;

#define wide_load(bytes) _mm256_loadu_si256((const __m256i *)(bytes))
// The look-up works in each half separately, so both hold the table.
#define wide_table(table) _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(table)))
#define wide_fill(byte) _mm256_set1_epi8((char)(byte))
#define wide_and _mm256_and_si256
#define wide_or _mm256_or_si256
#define wide_xor _mm256_xor_si256
#define wide_subtract_saturating _mm256_subs_epu8
#define wide_look_up _mm256_shuffle_epi8
#define wide_low_half(vector) _mm256_and_si256(vector, _mm256_set1_epi8(0x0F))
#define wide_high_half(vector) _mm256_and_si256(_mm256_srli_epi16(vector, 4), _mm256_set1_epi8(0x0F))
// The alignment works in each half separately, too: the bytes shifted in come from the half before.
#define wide_shift_in(here, before, count) \
    _mm256_alignr_epi8(here, _mm256_permute2x128_si256(before, here, 0x21), 16 - (count))
#define wide_has_high_bits(vector) (_mm256_movemask_epi8(vector) != 0)
#define wide_is_not_zero(vector) (!_mm256_testz_si256(vector, vector))
#define wide_mask_first(mask) ((size_t)__builtin_ctz(mask))
#define wide_mask_count(mask) ((size_t)__builtin_popcount(mask))
#define wide_to_mask(lanes) ((uint32_t)_mm256_movemask_epi8(lanes))

static inline wide_mask wide_equal(wide_vector vector, uint8_t byte) {
    return wide_to_mask(_mm256_cmpeq_epi8(vector, wide_fill(byte)));
}

static inline wide_mask wide_string_special(wide_vector vector) {
    // A byte is below 0x20 exactly if it equals the minimum of itself and 0x1F.
    __m256i control = _mm256_cmpeq_epi8(vector, _mm256_min_epu8(vector, wide_fill(0x1F)));
    __m256i marks = wide_or(
        _mm256_cmpeq_epi8(vector, wide_fill('"')), _mm256_cmpeq_epi8(vector, wide_fill('\\')));
    return wide_to_mask(wide_or(control, marks));
}

static inline wide_mask wide_non_space(wide_vector vector) {
    __m256i spaces = wide_or(
        wide_or(_mm256_cmpeq_epi8(vector, wide_fill(' ')), _mm256_cmpeq_epi8(vector, wide_fill('\n'))),
        wide_or(_mm256_cmpeq_epi8(vector, wide_fill('\r')), _mm256_cmpeq_epi8(vector, wide_fill('\t'))));
    return ~wide_to_mask(spaces);
}

static inline wide_mask wide_scalar_starts(wide_vector vector) {
    return wide_to_mask(_mm256_cmpgt_epi8(vector, wide_fill(-65)));
}

#include "WideKernels.h"
#include "WideScans.h"

#pragma clang attribute pop

const sluice_kernel_set sluice_kernels_avx2 = {
    .name = "avx2",
    .find_string_stop = avx2_find_string_stop,
    .find_non_space = avx2_find_non_space,
    .find_byte = avx2_find_byte,
    .count_byte = avx2_count_byte,
    .count_scalars = avx2_count_scalars,
    .crc32c = sluice_crc32c_hardware,
};

#endif
