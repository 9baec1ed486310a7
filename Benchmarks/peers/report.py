"""The figures as Markdown."""

from contenders import INPUTS

HEADINGS = {"pretty": "pretty array", "ndjson": "NDJSON"}


def markdown(result):
    """Returns the tables with what a reader must know about them."""
    lines = [f"{result['machine']}; {result['filesystem']}; {result['date']}", ""]
    lines += whole_jobs(result["whole_jobs"])
    lines += [
        "",
        f"Load, check, clean and write {result['records']:,} records: medians of {result['runs']} runs in turn with "
        "their range, whole processes with the start of interpreters, files in the page cache. Every tool writes the "
        "same records. Sluice syncs what it writes; of the others only `cp, then sync` does. No memory is shown where "
        "it is too little to be told from the measuring process's own.",
        "",
    ]
    lines += parquet_jobs(result["parquet_jobs"])
    lines += ["", "The same, written as Parquet with zstd.", ""]
    lines += parsing(result["parsing"])
    lines += [
        "",
        f"One core, bytes in memory: medians of {result['runs']} runs in turn. Sluice checks and cleans every field of "
        "the items schema and finds all others; simdjson reads five fields by name.",
    ]
    if result["missing"]:
        lines.append("")
    for missing in result["missing"]:
        where = f" ({missing['input']})" if missing.get("input") else ""
        lines.append(f"- **Missing:** {missing['name']}{where}: {missing['reason']}")
    return "\n".join(lines) + "\n"


def whole_jobs(figures):
    if not figures:
        return ["No whole jobs were run."]
    of = {(figure["tool"], figure["input"]): figure for figure in figures}
    tools = list(dict.fromkeys(figure["tool"] for figure in figures))
    copies = {shape: of.get(("cp", shape)) for shape in INPUTS}
    rows = [["tool"] + [cell for shape in INPUTS for cell in (HEADINGS[shape], "x cp")] + ["peak memory"]]
    for tool in sorted(tools, key=lambda tool: max(of[tool, s]["median_seconds"] for s in INPUTS if (tool, s) in of)):
        row = [f"**{tool}**" if tool == "Sluice" else tool]
        for shape in INPUTS:
            figure, copy = of.get((tool, shape)), copies[shape]
            row.append(seconds(figure) if figure else "-")
            row.append(ratio(copy, figure))
        row.append(" / ".join(memory(of.get((tool, shape))) for shape in INPUTS))
        rows.append(row)
    return table(rows)


def parquet_jobs(figures):
    if not figures:
        return ["No jobs to Parquet were run."]
    of = {(figure["tool"], figure["input"]): figure for figure in figures}
    ours = {shape: of.get(("Sluice", shape)) for shape in INPUTS}
    rows = [["tool"] + [cell for s in INPUTS for cell in (HEADINGS[s], "x Sluice")] + ["size", "peak memory"]]
    for tool in dict.fromkeys(figure["tool"] for figure in figures):
        row = [f"**{tool}**" if tool == "Sluice" else tool]
        found = [of.get((tool, shape)) for shape in INPUTS]
        for shape, figure in zip(INPUTS, found):
            row += [seconds(figure) if figure else "-", ratio(ours[shape], figure)]
        sizes = [f"{figure['output_bytes'] / 1e6:.1f}" for figure in found if figure]
        row += [" / ".join(sizes) + " MB", " / ".join(memory(figure) for figure in found)]
        rows.append(row)
    return table(rows)


def parsing(figures):
    if not figures:
        return ["Parsing was not measured."]
    of = {(figure["shape"], figure["name"]): figure for figure in figures}
    rows = [["shape", "Sluice", "simdjson", "Sluice / simdjson", "simdjson, 2 threads"]]
    for shape in dict.fromkeys(figure["shape"] for figure in figures):
        ours, theirs, threaded = (of.get((shape, name)) for name in ("Sluice", "simdjson", "simdjson, 2 threads"))
        rows.append([shape, rate(ours), rate(theirs), ratio(ours, theirs), rate(threaded)])
    return table(rows)


def ratio(faster, slower):
    """Returns how many times as long the second one takes."""
    return f"{slower['median_seconds'] / faster['median_seconds']:.2f}" if faster and slower else "-"


def seconds(figure):
    values = [figure[key] for key in ("median_seconds", "minimum_seconds", "maximum_seconds")]
    decimals = 3 if values[0] < 1 else 2
    median, low, high = (f"{value:.{decimals}f}" for value in values)
    return f"{median} s ({low} to {high})"


def memory(figure):
    return f"{figure['peak_memory_bytes'] / 1e6:.0f} MB" if figure and figure["peak_memory_bytes"] else "-"


def rate(figure):
    return f"{figure['bytes_per_second'] / 1e9:.2f} GB/s" if figure else "-"


def table(rows):
    head = ["| " + " | ".join(rows[0]) + " |", "|---" + "|---:" * (len(rows[0]) - 1) + "|"]
    return head + ["| " + " | ".join(row) + " |" for row in rows[1:]]
