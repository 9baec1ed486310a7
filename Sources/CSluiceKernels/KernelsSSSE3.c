#include "KernelSets.h"

#if defined(__x86_64__)

#include <tmmintrin.h>

#pragma clang attribute push(__attribute__((target("ssse3"))), apply_to = function)

#define WIDE(name) ssse3_##name
#define WIDE_WIDTH 16

typedef __m128i wide_vector;
typedef uint32_t wide_mask;

#define wide_load(bytes) _mm_loadu_si128((const __m128i *)(bytes))
#define wide_table(table) _mm_loadu_si128((const __m128i *)(table))
#define wide_fill(byte) _mm_set1_epi8((char)(byte))
#define wide_and _mm_and_si128
#define wide_or _mm_or_si128
#define wide_xor _mm_xor_si128
#define wide_subtract_saturating _mm_subs_epu8
#define wide_look_up _mm_shuffle_epi8
#define wide_low_half(vector) _mm_and_si128(vector, _mm_set1_epi8(0x0F))
// There is no shift of bytes: the bits from the neighbouring byte are masked out.
#define wide_high_half(vector) _mm_and_si128(_mm_srli_epi16(vector, 4), _mm_set1_epi8(0x0F))
#define wide_shift_in(here, before, count) _mm_alignr_epi8(here, before, 16 - (count))
#define wide_string_special(vector) sluice_string_end_mask(vector)
#define wide_has_high_bits(vector) (_mm_movemask_epi8(vector) != 0)
#define wide_is_not_zero(vector) (_mm_movemask_epi8(_mm_cmpeq_epi8(vector, _mm_setzero_si128())) != 0xFFFF)
#define wide_mask_first(mask) ((size_t)__builtin_ctz(mask))

#include "WideKernels.h"

#pragma clang attribute pop

const sluice_kernel_set sluice_kernels_ssse3 = {
    .name = "ssse3",
    .find_string_stop = ssse3_find_string_stop,
    .find_non_space = sluice_find_non_space_narrow,
    .find_byte = sluice_find_byte_narrow,
    .count_byte = sluice_count_byte_narrow,
    .count_scalars = sluice_count_scalars_narrow,
    .crc32c = sluice_crc32c_hardware,
};

#endif
