#ifndef SLUICE_DECOMPRESSION_H
#define SLUICE_DECOMPRESSION_H

#include <stddef.h>
#include <stdint.h>

// The structures of decompression libraries that are loaded at run time, as their headers declare them for 64-bit
// systems.

/// zlib's `z_stream`. The `zng_stream` of zlib-ng differs only after `data_type`, and is shorter.
struct sluice_zlib_stream {
    const uint8_t *next_in;
    uint32_t avail_in;
    unsigned long total_in;
    uint8_t *next_out;
    uint32_t avail_out;
    unsigned long total_out;
    const char *msg;
    void *state;
    void *zalloc;
    void *zfree;
    void *opaque;
    int data_type;
    unsigned long adler;
    unsigned long reserved;
};

/// The `inflate_state` of ISA-L 2, up to the members that are used here, and room for the rest.
struct sluice_isal_state {
    uint8_t *next_out;
    uint32_t avail_out;
    uint32_t total_out;
    const uint8_t *next_in;
    /// Bits that have been taken from the input but not decoded yet.
    uint64_t read_in;
    uint32_t avail_in;
    int32_t read_in_length;
    uint8_t huffman_tables[21120];
    uint32_t block_state;
    /// 66,204 bytes in version 2.30.
    uint8_t rest[128 << 10];
};

/// libzstd's `ZSTD_inBuffer`.
struct sluice_zstd_input {
    const void *bytes;
    size_t size;
    size_t position;
};

/// libzstd's `ZSTD_outBuffer`.
struct sluice_zstd_output {
    void *bytes;
    size_t size;
    size_t position;
};

#endif
