#include "KernelSets.h"

#include <stdlib.h>

// MARK: Sets without vectors of their own

static size_t scalar_find_string_stop(const uint8_t *bytes, size_t length) {
    return sluice_find_string_stop_scalar(bytes, length);
}

static const sluice_kernel_set scalar_kernels = {
    .name = "scalar",
    .find_string_stop = scalar_find_string_stop,
    .find_non_space = sluice_find_non_space_scalar,
    .find_byte = sluice_find_byte_scalar,
    .count_byte = sluice_count_byte_scalar,
    .count_scalars = sluice_count_scalars_scalar,
    .crc32c = sluice_crc32c_scalar,
};

#if defined(__SSE2__)

/// Plain ASCII in vectors; SSE2 has no table look-up, so UTF-8 is checked sequence by sequence.
static size_t sse2_find_string_stop(const uint8_t *bytes, size_t length) {
    size_t i = 0;
    while (i < length) {
        i += sluice_find_string_special(bytes + i, length - i);
        if (i == length || bytes[i] < 0x80) return i;
        // Non-ASCII characters rarely come alone.
        while (i < length && bytes[i] >= 0x80) {
            size_t sequence = sluice_sequence_length(bytes + i, length - i);
            if (sequence == 0) return i;
            i += sequence;
        }
    }
    return length;
}

static const sluice_kernel_set sse2_kernels = {
    .name = "sse2",
    .find_string_stop = sse2_find_string_stop,
    .find_non_space = sluice_find_non_space_narrow,
    .find_byte = sluice_find_byte_narrow,
    .count_byte = sluice_count_byte_narrow,
    .count_scalars = sluice_count_scalars_narrow,
    .crc32c = sluice_crc32c_scalar,
};

#endif

// MARK: The choice

#define MAXIMUM_SETS 5

static const sluice_kernel_set *available[MAXIMUM_SETS] = {&scalar_kernels};
static size_t available_count = 1;
static int request_is_met = 1;

const sluice_kernel_set *sluice_active_kernels = &scalar_kernels;

static void find_available(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    available[available_count++] = &sse2_kernels;
    if (__builtin_cpu_supports("ssse3")) available[available_count++] = &sluice_kernels_ssse3;
    // Every processor with these vectors has the bit instructions that the compiler may use; checked all the same.
    int has_bits = __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi");
    if (has_bits && __builtin_cpu_supports("avx2")) available[available_count++] = &sluice_kernels_avx2;
    if (has_bits && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")) {
        available[available_count++] = &sluice_kernels_avx512;
    }
#elif defined(__aarch64__)
    available[available_count++] = &sluice_kernels_neon;
#endif
}

// Runs before `main`, so that no lock and no check is needed later. A constructor that runs earlier gets the scalar
// set.
__attribute__((constructor)) static void choose_kernels(void) {
    find_available();
    sluice_active_kernels = available[available_count - 1];
    const char *wanted = getenv("SLUICE_KERNEL");
    if (wanted == NULL || *wanted == 0) return;
    const sluice_kernel_set *set = sluice_kernels_named(wanted);
    if (set) sluice_active_kernels = set;
    request_is_met = set != NULL;
}

const sluice_kernel_set *sluice_kernels_named(const char *name) {
    for (size_t i = 0; i < available_count; i++) {
        if (strcmp(available[i]->name, name) == 0) return available[i];
    }
    return NULL;
}

size_t sluice_kernel_set_count(void) { return available_count; }
const sluice_kernel_set *sluice_kernel_set_at(size_t index) { return available[index]; }
int sluice_kernel_request_is_met(void) { return request_is_met; }
