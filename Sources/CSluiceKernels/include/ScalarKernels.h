// The scalar twins: each defines the result of the kernel of its name.

#ifndef SLUICE_SCALAR_KERNELS_H
#define SLUICE_SCALAR_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The offset of the first byte that ends a plain run inside a string: a quote, a backslash, a control character or a
/// byte over 0x7F. `length` if there is none.
static inline size_t sluice_find_string_special_scalar(const uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = bytes[i];
        if (byte == '"' || byte == '\\' || byte < 0x20 || byte > 0x7F) return i;
    }
    return length;
}

/// The offset of the first byte that is not JSON white space (RFC 8259, section 2). `length` if there is none.
static inline size_t sluice_find_non_space_scalar(const uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = bytes[i];
        if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') return i;
    }
    return length;
}

/// The offset of the first `wanted`. `length` if there is none.
static inline size_t sluice_find_byte_scalar(const uint8_t *bytes, size_t length, uint8_t wanted) {
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == wanted) return i;
    }
    return length;
}

/// The number of bytes equal to `wanted`.
static inline size_t sluice_count_byte_scalar(const uint8_t *bytes, size_t length, uint8_t wanted) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) count += bytes[i] == wanted;
    return count;
}

/// The number of Unicode scalars that begin in UTF-8 text: bytes that are not continuations.
static inline size_t sluice_count_scalars_scalar(const uint8_t *bytes, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) count += (bytes[i] & 0xC0) != 0x80;
    return count;
}

/// Whether `bytes` begin with the `length` bytes of `literal`.
static inline int sluice_has_prefix_scalar(const uint8_t *bytes, const uint8_t *literal, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != literal[i]) return 0;
    }
    return 1;
}

// MARK: UTF-8

/// The length of the UTF-8 sequence at `bytes` (Unicode standard, table 3-7); 0 if it is invalid or cut off.
static inline size_t sluice_sequence_length(const uint8_t *bytes, size_t length) {
    uint8_t lead = length > 0 ? bytes[0] : 0xFF;
    if (lead < 0x80) return 1;
    size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || length < wanted) return 0;
    uint8_t lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    uint8_t highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < lowest || bytes[1] > highest) return 0;
    for (size_t i = 2; i < wanted; i++) {
        if ((bytes[i] & 0xC0) != 0x80) return 0;
    }
    return wanted;
}

/// The number of bytes before `index` that belong to a sequence still open there; all bytes before must be UTF-8.
static inline size_t sluice_open_sequence(const uint8_t *bytes, size_t index) {
    for (size_t back = 1; back <= 3 && back <= index; back++) {
        uint8_t byte = bytes[index - back];
        if (byte >= 0xC0) {
            size_t wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return wanted > back ? back : 0;
        }
        if (byte < 0x80) return 0;
    }
    return 0;
}

/// The offset of the first byte inside a string that is not plain text: a quote, a backslash, a control character, or
/// the first byte of a UTF-8 sequence that is invalid or cut off. `length` if there is none.
///
/// The bytes must not begin in the middle of a sequence.
static inline size_t sluice_find_string_stop_scalar(const uint8_t *bytes, size_t length) {
    size_t i = 0;
    while (i < length && bytes[i] != '"' && bytes[i] != '\\' && bytes[i] >= 0x20) {
        size_t sequence = sluice_sequence_length(bytes + i, length - i);
        if (sequence == 0) break;
        i += sequence;
    }
    return i;
}

#endif
