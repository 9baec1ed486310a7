/// The keywords of arrays.
extension SchemaEvaluator {
    /// A schema for each of the first items, and one for the rest.
    mutating func checkItems(
        _ units: [Int],
        rest: Int?,
        _ keyword: ProgramUnit.Keyword,
        _ node: Int,
        _ marks: Marks
    ) -> Bool {
        guard tree.nodes[node].kind == .array else { return true }
        var passes = true
        var position = 0
        var child = node + 1
        let end = Int(tree.nodes[node].next)
        while child < end, position < units.count {
            if faults != nil {
                faults?.enter([keyword.name.rawValue, String(position)], tree.nodes[child], position: position)
            }
            if !evaluate(units[position], child, nil) { passes = false }
            faults?.leave()
            if !passes, faults == nil { return false }
            if let marks { self.marks[marks + position] = true }
            child = Int(tree.nodes[child].next)
            position += 1
        }
        guard let rest else { return passes }
        return checkItems(from: units.count, rest, ["additionalItems"], node, marks) && passes
    }

    /// One schema for all items from a position on.
    mutating func checkItems(from first: Int, _ unit: Int, _ tokens: [String], _ node: Int, _ marks: Marks) -> Bool {
        guard tree.nodes[node].kind == .array else { return true }
        var passes = true
        var position = 0
        var child = node + 1
        let end = Int(tree.nodes[node].next)
        while child < end {
            if position >= first {
                faults?.enter(tokens, tree.nodes[child], position: position)
                if !evaluate(unit, child, nil) { passes = false }
                faults?.leave()
                if !passes, faults == nil { return false }
                if let marks { self.marks[marks + position] = true }
            }
            child = Int(tree.nodes[child].next)
            position += 1
        }
        return passes
    }

    mutating func checkContained(
        _ inner: Int,
        _ least: Int,
        _ most: Int,
        _ unit: ProgramUnit,
        _ node: Int,
        _ marks: Marks
    ) -> Bool {
        guard tree.nodes[node].kind == .array else { return true }
        var count = 0
        var position = 0
        var child = node + 1
        let end = Int(tree.nodes[node].next)
        // What an item lacks says nothing about the array.
        let outer = faults.take()
        while child < end {
            let isContained = tentatively { evaluator in evaluator.evaluate(inner, child, nil) }
            if isContained {
                count += 1
                if let marks { self.marks[marks + position] = true }
            }
            child = Int(tree.nodes[child].next)
            position += 1
        }
        faults = outer
        guard count < least || count > most else { return true }
        return rejectContained(count, least, most, inner, unit, node)
    }

    /// Whether no two items of the array that `text` spells are equal.
    mutating func hasUniqueItems(_ text: Span<UInt8>) -> Bool {
        // SAFETY: the view is used only during this call, and emptied at its end.
        unsafe view = ByteView(text, base: 0)
        tree.readAccepted(text, maximumNodes: .max)
        defer { view = .empty }
        return hasUniqueItems(0)
    }

    /// Whether no two items are equal, by their canonical forms.
    mutating func hasUniqueItems(_ node: Int) -> Bool {
        guard tree.nodes[node].childCount > 1 else { return true }
        itemForms.removeAll(keepingCapacity: true)
        itemRanges.removeAll(keepingCapacity: true)
        let view = view
        var child = node + 1
        let end = Int(tree.nodes[node].next)
        while child < end {
            let start = itemForms.count
            _ = scratch.value.write(view.span.extracting(tree.nodes[child].range))
            itemForms.append(contentsOf: scratch.value.bytes)
            itemRanges.append(start..<itemForms.count)
            child = Int(tree.nodes[child].next)
        }
        let forms = itemForms
        itemRanges.sort { forms[$0].lexicographicallyPrecedes(forms[$1]) }
        for index in itemRanges.indices.dropFirst() {
            if forms[itemRanges[index - 1]] == forms[itemRanges[index]] { return false }
        }
        return true
    }
}
