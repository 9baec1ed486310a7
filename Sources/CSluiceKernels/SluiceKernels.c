#include "SluiceKernels.h"

#include <string.h>

// The Castagnoli polynomial, bits reversed.
#define CASTAGNOLI 0x82F63B78u

static uint32_t crc32c_table[256];

// Filled before `main`: no lock, and no check on the way.
__attribute__((constructor)) static void crc32c_fill_table(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) ? CASTAGNOLI : 0);
        crc32c_table[i] = crc;
    }
}

uint32_t sluice_crc32c_scalar(uint32_t crc, const uint8_t *bytes, size_t length) {
    crc = ~crc;
    for (size_t i = 0; i < length; i++) crc = (crc >> 8) ^ crc32c_table[(crc ^ bytes[i]) & 0xFF];
    return ~crc;
}

#if defined(__x86_64__)

#include <nmmintrin.h>

__attribute__((target("sse4.2")))
static uint32_t crc32c_sse42(uint32_t crc, const uint8_t *bytes, size_t length) {
    uint64_t state = (uint32_t)~crc;
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        state = _mm_crc32_u64(state, word);
    }
    uint32_t tail = (uint32_t)state;
    for (; i < length; i++) tail = _mm_crc32_u8(tail, bytes[i]);
    return ~tail;
}

uint32_t sluice_crc32c(uint32_t crc, const uint8_t *bytes, size_t length) {
    if (__builtin_cpu_supports("sse4.2")) return crc32c_sse42(crc, bytes, length);
    return sluice_crc32c_scalar(crc, bytes, length);
}

#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)

#include <arm_acle.h>

uint32_t sluice_crc32c(uint32_t crc, const uint8_t *bytes, size_t length) {
    crc = ~crc;
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        crc = __crc32cd(crc, word);
    }
    for (; i < length; i++) crc = __crc32cb(crc, bytes[i]);
    return ~crc;
}

#else

uint32_t sluice_crc32c(uint32_t crc, const uint8_t *bytes, size_t length) {
    return sluice_crc32c_scalar(crc, bytes, length);
}

#endif
