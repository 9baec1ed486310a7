// The kernels chosen at run time, once for each width.
//
// A file that includes this must first define its vectors: `WIDE(name)`, the name of a function in this width;
// `WIDE_WIDTH`, the bytes of a vector; the type `wide_vector`; the type `wide_mask`, with one bit or more for each
// byte; and the operations used below, as macros or `static inline` functions. If you add a width, add it to Dispatch.c
// and to the test of all sets too.

#include "SluiceKernels.h"

// MARK: UTF-8

// A sequence is invalid where two successive bytes do not go together. Each kind of error is one bit in three tables:
// by the first byte's high half, by its low half, and by the second byte's high half. If all three have the bit, there
// is that error. (After J. Keiser and D. Lemire, "Validating UTF-8 in less than one instruction per byte".)

/// A lead byte without a continuation after it.
#define UNFINISHED 0x01
/// A continuation after ASCII.
#define STRAY 0x02
/// E0 80...9F: three bytes for what fits in two.
#define OVERLONG_3 0x04
/// ED A0...BF: half of a surrogate pair.
#define SURROGATE 0x08
/// C0 and C1: two bytes for what fits in one.
#define OVERLONG_2 0x10
/// F4 90...BF, F5...FF 90...BF: beyond U+10FFFF.
#define TOO_LARGE 0x20
/// F0 80...8F: four bytes for what fits in three. F5...FF 80...8F: beyond U+10FFFF.
#define OVERLONG_4 0x40
/// Two continuations in a row, which is valid only for the third and the fourth byte of a sequence.
#define CONTINUED 0x80
/// The errors that depend only on the high halves.
#define ANY_LOW (UNFINISHED | STRAY | CONTINUED)

#define FIRST_HIGH_TABLE \
    STRAY, STRAY, STRAY, STRAY, STRAY, STRAY, STRAY, STRAY, CONTINUED, CONTINUED, CONTINUED, CONTINUED, \
    UNFINISHED | OVERLONG_2, UNFINISHED, UNFINISHED | OVERLONG_3 | SURROGATE, UNFINISHED | TOO_LARGE | OVERLONG_4

#define FIRST_LOW_TABLE \
    ANY_LOW | OVERLONG_2 | OVERLONG_3 | OVERLONG_4, ANY_LOW | OVERLONG_2, ANY_LOW, ANY_LOW, \
    ANY_LOW | TOO_LARGE, ANY_LOW | TOO_LARGE | OVERLONG_4, ANY_LOW | TOO_LARGE | OVERLONG_4, \
    ANY_LOW | TOO_LARGE | OVERLONG_4, ANY_LOW | TOO_LARGE | OVERLONG_4, ANY_LOW | TOO_LARGE | OVERLONG_4, \
    ANY_LOW | TOO_LARGE | OVERLONG_4, ANY_LOW | TOO_LARGE | OVERLONG_4, ANY_LOW | TOO_LARGE | OVERLONG_4, \
    ANY_LOW | TOO_LARGE | OVERLONG_4 | SURROGATE, ANY_LOW | TOO_LARGE | OVERLONG_4, \
    ANY_LOW | TOO_LARGE | OVERLONG_4

#define CONTINUATION_CLASSES (STRAY | OVERLONG_2 | CONTINUED)

#define SECOND_HIGH_TABLE \
    UNFINISHED, UNFINISHED, UNFINISHED, UNFINISHED, UNFINISHED, UNFINISHED, UNFINISHED, UNFINISHED, \
    CONTINUATION_CLASSES | OVERLONG_3 | OVERLONG_4, CONTINUATION_CLASSES | OVERLONG_3 | TOO_LARGE, \
    CONTINUATION_CLASSES | SURROGATE | TOO_LARGE, CONTINUATION_CLASSES | SURROGATE | TOO_LARGE, \
    UNFINISHED, UNFINISHED, UNFINISHED, UNFINISHED

static const uint8_t WIDE(first_high_table)[16] = {FIRST_HIGH_TABLE};
static const uint8_t WIDE(first_low_table)[16] = {FIRST_LOW_TABLE};
static const uint8_t WIDE(second_high_table)[16] = {SECOND_HIGH_TABLE};

/// Returns lanes that are not zero where `here`, which follows `before`, is not UTF-8.
///
/// A sequence that is still open at the end of `here` is not an error.
static inline wide_vector WIDE(sequence_errors)(wide_vector here, wide_vector before) {
    wide_vector first = wide_shift_in(here, before, 1);
    wide_vector classes = wide_and(
        wide_and(
            wide_look_up(wide_table(WIDE(first_high_table)), wide_high_half(first)),
            wide_look_up(wide_table(WIDE(first_low_table)), wide_low_half(first))),
        wide_look_up(wide_table(WIDE(second_high_table)), wide_high_half(here)));
    // The top bit is set in lanes that are the third or the fourth byte of a sequence: two bytes after E0 or more,
    // three after F0 or more. There, and nowhere else, two continuations in a row are valid.
    wide_vector later = wide_or(
        wide_subtract_saturating(wide_shift_in(here, before, 2), wide_fill(0xE0 - 0x80)),
        wide_subtract_saturating(wide_shift_in(here, before, 3), wide_fill(0xF0 - 0x80)));
    return wide_xor(classes, wide_and(later, wide_fill(0x80)));
}

// MARK: Strings

static size_t WIDE(find_string_stop)(const uint8_t *bytes, size_t length) {
    size_t i = 0;
    // Zeros, as no sequence is open: the bytes begin between two sequences.
    wide_vector before = wide_fill(0);
    int had_sequences = 0;
    for (; i + WIDE_WIDTH <= length; i += WIDE_WIDTH) {
        wide_vector here = wide_load(bytes + i);
        wide_mask special = wide_string_special(here);
        if (!wide_has_high_bits(here)) {
            if (had_sequences && sluice_open_sequence(bytes, i)) break;
            if (special) return i + wide_mask_first(special);
            had_sequences = 0;
        } else {
            if (wide_is_not_zero(WIDE(sequence_errors)(here, before))) break;
            if (special) return i + wide_mask_first(special);
            had_sequences = 1;
        }
        before = here;
    }
    // Too few bytes are left, or these contain an error, perhaps after the end of the string.
    i -= sluice_open_sequence(bytes, i);
    return i + sluice_find_string_stop_scalar(bytes + i, length - i);
}
