// Searches and counts, once for each width over sixteen bytes. `WideKernels.h` lists what an including file must
// define.

static size_t WIDE(find_non_space)(const uint8_t *bytes, size_t length) {
    size_t i = 0;
    for (; i + WIDE_WIDTH <= length; i += WIDE_WIDTH) {
        wide_mask others = wide_non_space(wide_load(bytes + i));
        if (others) return i + wide_mask_first(others);
    }
    return i + sluice_find_non_space_narrow(bytes + i, length - i);
}

static size_t WIDE(find_byte)(const uint8_t *bytes, size_t length, uint8_t wanted) {
    size_t i = 0;
    for (; i + WIDE_WIDTH <= length; i += WIDE_WIDTH) {
        wide_mask found = wide_equal(wide_load(bytes + i), wanted);
        if (found) return i + wide_mask_first(found);
    }
    return i + sluice_find_byte_narrow(bytes + i, length - i, wanted);
}

static size_t WIDE(count_byte)(const uint8_t *bytes, size_t length, uint8_t wanted) {
    size_t i = 0, count = 0;
    for (; i + WIDE_WIDTH <= length; i += WIDE_WIDTH) {
        count += wide_mask_count(wide_equal(wide_load(bytes + i), wanted));
    }
    return count + sluice_count_byte_narrow(bytes + i, length - i, wanted);
}

static size_t WIDE(count_scalars)(const uint8_t *bytes, size_t length) {
    size_t i = 0, count = 0;
    for (; i + WIDE_WIDTH <= length; i += WIDE_WIDTH) {
        count += wide_mask_count(wide_scalar_starts(wide_load(bytes + i)));
    }
    return count + sluice_count_scalars_narrow(bytes + i, length - i);
}
