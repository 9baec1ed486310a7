// The sets from which Dispatch.c chooses, and what they share.

#ifndef SLUICE_KERNEL_SETS_H
#define SLUICE_KERNEL_SETS_H

#include "SluiceKernels.h"

#if defined(__x86_64__)
extern const sluice_kernel_set sluice_kernels_ssse3;
extern const sluice_kernel_set sluice_kernels_avx2;
extern const sluice_kernel_set sluice_kernels_avx512;
#elif defined(__aarch64__)
extern const sluice_kernel_set sluice_kernels_neon;
#endif

/// The checksum by the processor's instruction, or by table if it has none.
uint32_t sluice_crc32c_hardware(uint32_t crc, const uint8_t *bytes, size_t length);

#endif
