#include "KernelSets.h"

#if defined(__aarch64__)

#define WIDE(name) neon_##name
#define WIDE_WIDTH 16

typedef uint8x16_t wide_vector;
typedef uint64_t wide_mask;

#define wide_load(bytes) vld1q_u8(bytes)
#define wide_table(table) vld1q_u8(table)
#define wide_fill(byte) vdupq_n_u8((uint8_t)(byte))
#define wide_and vandq_u8
#define wide_or vorrq_u8
#define wide_xor veorq_u8
#define wide_subtract_saturating vqsubq_u8
#define wide_look_up vqtbl1q_u8
#define wide_low_half(vector) vandq_u8(vector, vdupq_n_u8(0x0F))
#define wide_high_half(vector) vshrq_n_u8(vector, 4)
#define wide_shift_in(here, before, count) vextq_u8(before, here, 16 - (count))
#define wide_string_special(vector) sluice_string_end_mask(vector)
#define wide_has_high_bits(vector) (vmaxvq_u8(vector) > 0x7F)
#define wide_is_not_zero(vector) (vmaxvq_u8(vector) != 0)
#define wide_mask_first(mask) sluice_mask_first(mask)

#include "WideKernels.h"

const sluice_kernel_set sluice_kernels_neon = {
    .name = "neon",
    .find_string_stop = neon_find_string_stop,
    .find_non_space = sluice_find_non_space_narrow,
    .find_byte = sluice_find_byte_narrow,
    .count_byte = sluice_count_byte_narrow,
    .count_scalars = sluice_count_scalars_narrow,
    .crc32c = sluice_crc32c_hardware,
};

#endif
