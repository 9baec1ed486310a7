import CSluiceKernels

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A list of plain values that is filled, read and emptied repeatedly without releasing its memory.
///
/// Appending is a comparison and a store: no reference count, no uniqueness check.
@safe
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 16)
        unsafe base = Self.reallocate(nil, capacity: self.capacity)
    }

    deinit {
        // SAFETY: allocated in `init` or `grow`, owned by this value alone.
        unsafe free(base)
    }

    var span: Span<Element> {
        @_lifetime(borrow self)
        @inline(__always)
        get {
            // SAFETY: the first `count` elements are initialised, and the storage lives as long as `self`.
            unsafe _overrideLifetime(Span(_unsafeStart: base, count: count), borrowing: self)
        }
    }

    subscript(index: Int) -> Element {
        @inline(__always)
        get {
            precondition(index >= 0 && index < count, "GrowingBuffer index out of range")
            // SAFETY: checked above.
            return unsafe base[index]
        }
        @inline(__always)
        set {
            precondition(index >= 0 && index < count, "GrowingBuffer index out of range")
            // SAFETY: checked above.
            unsafe base[index] = newValue
        }
    }

    /// Passes the elements to `body`, unchecked.
    @unsafe
    @inline(__always)
    func withUnsafeElements<Result>(_ body: (UnsafePointer<Element>) -> Result) -> Result {
        unsafe body(UnsafePointer(base))
    }

    /// Passes the elements to `body` to be changed, unchecked.
    @unsafe
    @inline(__always)
    mutating func withUnsafeMutableElements<Result>(_ body: (UnsafeMutablePointer<Element>) -> Result) -> Result {
        unsafe body(base)
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        // SAFETY: `count < capacity` after the line above.
        unsafe (base + count).initialize(to: element)
        count += 1
    }

    /// Appends an element for which room was reserved.
    @inline(__always)
    mutating func appendReserved(_ element: Element) {
        precondition(count < capacity, "no room was reserved")
        // SAFETY: checked above.
        unsafe (base + count).initialize(to: element)
        count &+= 1
    }

    @inline(__always)
    mutating func append(contentsOf elements: Span<Element>) {
        if count + elements.count > capacity { grow(to: count + elements.count) }
        // SAFETY: there is room for all of them after the line above; the two regions are distinct allocations, as
        // `elements` borrows something else while this buffer is being mutated.
        unsafe elements.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return }
            unsafe (base + count).update(from: start, count: source.count)
        }
        count += elements.count
    }

    /// Reserves room for `count` more elements.
    @inline(__always)
    mutating func reserve(_ count: Int) {
        if self.count + count > capacity { grow(to: self.count + count) }
    }

    /// Lets `body` write elements into reserved room, and return how many it wrote.
    @unsafe
    @inline(__always)
    mutating func withUnsafeFreeElements(_ body: (UnsafeMutablePointer<Element>) -> Int) {
        let written = unsafe body(base + count)
        precondition(written >= 0 && written <= capacity - count, "more was written than was reserved")
        count += written
    }

    /// Removes the elements from index `newCount` on.
    @inline(__always)
    mutating func truncate(to newCount: Int) {
        precondition(newCount >= 0 && newCount <= count, "a buffer can only be shortened")
        count = newCount
    }

    @inline(never)
    private mutating func grow(to needed: Int) {
        let newCapacity = max(needed, capacity * 2)
        unsafe base = Self.reallocate(base, capacity: newCapacity)
        capacity = newCapacity
    }

    /// Returns memory for `capacity` elements that holds those of `old`, which must not be used again: the system moves
    /// large regions without copying them.
    @unsafe
    private static func reallocate(_ old: UnsafeMutablePointer<Element>?, capacity: Int) -> UnsafeMutablePointer<
        Element
    > {
        precondition(MemoryLayout<Element>.alignment <= 16, "memory is aligned to 16 bytes")
        let (size, isTooLarge) = capacity.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
        guard !isTooLarge, let memory = unsafe realloc(old, size) else {
            preconditionFailure("out of memory for \(capacity) elements")
        }
        return unsafe memory.bindMemory(to: Element.self, capacity: capacity)
    }
}

extension GrowingBuffer {
    /// A buffer with the given elements.
    init(_ elements: [Element]) {
        self.init(capacity: elements.count)
        for element in elements { append(element) }
    }

    /// Appends the elements of another buffer.
    @inline(__always)
    mutating func append(contentsOf other: borrowing GrowingBuffer<Element>) {
        append(contentsOf: other.span)
    }
}

extension GrowingBuffer<UInt8> {
    /// Appends a short text.
    @inline(__always)
    mutating func append(text: Span<UInt8>) {
        reserve(text.count)
        // SAFETY: there is room for all of it after the line above; the two regions are distinct allocations.
        unsafe text.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return }
            unsafe withUnsafeFreeElements {
                unsafe sluice_copy($0, start, source.count)
                return source.count
            }
        }
    }
}
