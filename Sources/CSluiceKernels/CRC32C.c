#include "KernelSets.h"

// CRC-32C: the remainder of the bytes, taken as a polynomial, divided by Castagnoli's. Bits are reversed throughout:
// the highest bit of a state is the coefficient of power 0.

#define CASTAGNOLI 0x82F63B78u

static uint32_t crc32c_table[256];

// The instruction's latency is three times its issue interval, so three independent checksums run at once, over
// segments of this many bytes.
#define SEGMENT_BYTES 1024

/// The state after a segment of zeros, by each byte of the state before it.
static uint32_t crc32c_segment_table[4][256];

/// The product of two polynomials, reduced.
static uint32_t crc32c_multiply(uint32_t left, uint32_t right) {
    uint32_t product = 0;
    for (uint32_t power = 1u << 31; power != 0; power >>= 1) {
        if (left & power) product ^= right;
        right = (right >> 1) ^ ((right & 1) ? CASTAGNOLI : 0);
    }
    return product;
}

static void crc32c_fill_segment_table(void) {
    // x to the power of the segment's bits, by squaring.
    uint32_t segment = 1u << 30;
    for (size_t bits = 1; bits < SEGMENT_BYTES * 8; bits *= 2) segment = crc32c_multiply(segment, segment);
    for (int position = 0; position < 4; position++) {
        uint32_t *table = crc32c_segment_table[position];
        for (uint32_t byte = 1; byte < 256; byte++) {
            uint32_t rest = byte & (byte - 1);
            table[byte] = rest == 0
                ? crc32c_multiply(segment, byte << (8 * position)) : table[rest] ^ table[byte ^ rest];
        }
    }
}

// Filled before `main`, so that no lock and no check is needed later.
__attribute__((constructor)) static void crc32c_fill_tables(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) ? CASTAGNOLI : 0);
        crc32c_table[i] = crc;
    }
    crc32c_fill_segment_table();
}

uint32_t sluice_crc32c_scalar(uint32_t crc, const uint8_t *bytes, size_t length) {
    crc = ~crc;
    for (size_t i = 0; i < length; i++) crc = (crc >> 8) ^ crc32c_table[(crc ^ bytes[i]) & 0xFF];
    return ~crc;
}

// MARK: By instruction

#if defined(__x86_64__)

#include <nmmintrin.h>

#define HAS_INSTRUCTION __builtin_cpu_supports("sse4.2")
#define WITH_INSTRUCTION __attribute__((target("sse4.2")))
#define crc32c_word(crc, word) ((uint32_t)_mm_crc32_u64(crc, word))
#define crc32c_byte(crc, byte) _mm_crc32_u8(crc, byte)

#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)

#include <arm_acle.h>

#define HAS_INSTRUCTION 1
#define WITH_INSTRUCTION
#define crc32c_word(crc, word) __crc32cd(crc, word)
#define crc32c_byte(crc, byte) __crc32cb(crc, byte)

#endif

#if defined(HAS_INSTRUCTION)

static inline uint64_t load_word(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    return word;
}

static inline uint32_t pass_segment(uint32_t crc) {
    return crc32c_segment_table[0][crc & 0xFF] ^ crc32c_segment_table[1][crc >> 8 & 0xFF]
        ^ crc32c_segment_table[2][crc >> 16 & 0xFF] ^ crc32c_segment_table[3][crc >> 24];
}

WITH_INSTRUCTION static uint32_t crc32c_by_instruction(uint32_t crc, const uint8_t *bytes, size_t length) {
    crc = ~crc;
    for (; length >= 3 * SEGMENT_BYTES; length -= 3 * SEGMENT_BYTES, bytes += 3 * SEGMENT_BYTES) {
        uint32_t second = 0, third = 0;
        for (size_t i = 0; i < SEGMENT_BYTES; i += 8) {
            crc = crc32c_word(crc, load_word(bytes + i));
            second = crc32c_word(second, load_word(bytes + SEGMENT_BYTES + i));
            third = crc32c_word(third, load_word(bytes + 2 * SEGMENT_BYTES + i));
        }
        crc = pass_segment(pass_segment(crc) ^ second) ^ third;
    }
    for (; length >= 8; length -= 8, bytes += 8) crc = crc32c_word(crc, load_word(bytes));
    for (; length > 0; length--, bytes++) crc = crc32c_byte(crc, *bytes);
    return ~crc;
}

uint32_t sluice_crc32c_hardware(uint32_t crc, const uint8_t *bytes, size_t length) {
    if (HAS_INSTRUCTION) return crc32c_by_instruction(crc, bytes, length);
    return sluice_crc32c_scalar(crc, bytes, length);
}

#else

uint32_t sluice_crc32c_hardware(uint32_t crc, const uint8_t *bytes, size_t length) {
    return sluice_crc32c_scalar(crc, bytes, length);
}

#endif
