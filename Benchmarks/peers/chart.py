"""The figures as a bar chart in SVG: two panels, each with two bars a row.

Colours are of middling lightness, so that the chart reads on a light page and on a dark one.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from contenders import INPUTS
from report import HEADINGS

WIDTH = 780
MARGIN = 16
# Where bars begin, and how much room the longest leaves for its figure.
BARS = 190
FIGURES = 74
BAR = 10
ROW = 31

INK = "#7d8590"
OURS = "#2f81f7"
THEIRS = "#8b949e"
COPY = "#2da44e"


@dataclass
class Bar:
    value: float
    text: str
    colour: str
    # The second of a pair is paler.
    is_pale: bool = False


def svg(result):
    """Returns the chart of a whole run."""
    body, y = [], MARGIN + 10
    jobs_title = f"Load, check, clean and write {result['records']:,} records: seconds, shorter is better"
    y = panel(body, y, jobs_title, [HEADINGS[shape] for shape in INPUTS], whole_jobs(result["whole_jobs"]))
    parsing_title = "Parsing on one core: GB/s, longer is better"
    y = panel(body, y, parsing_title, ["Sluice with all checks", "simdjson"], parsing(result["parsing"]))
    for notes in [result["machine"], f"{result['filesystem']}; medians of {result['runs']} runs; {result['date']}"]:
        body.append(text(MARGIN, y, notes, size=11))
        y += 15
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}" '
        f'font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif" fill="{INK}" role="img" '
        f'aria-label="{escape(jobs_title)}">\n' + "\n".join(body) + "\n</svg>\n"
    )


def whole_jobs(figures):
    """Rows from the fastest to the slowest."""
    of = {(figure["tool"], figure["input"]): figure["median_seconds"] for figure in figures}
    tools = list(dict.fromkeys(figure["tool"] for figure in figures))
    rows = []
    for tool in sorted(tools, key=lambda tool: max(of[tool, shape] for shape in INPUTS if (tool, shape) in of)):
        colour = OURS if tool == "Sluice" else COPY if tool.startswith("cp") else THEIRS
        bars = [
            Bar(of[tool, shape], f"{of[tool, shape]:.2f} s", colour, is_pale=index > 0)
            for index, shape in enumerate(INPUTS)
            if (tool, shape) in of
        ]
        rows.append((tool, bars))
    return rows


def parsing(figures):
    rows = {}
    for figure in figures:
        if figure["name"] in ("Sluice", "simdjson"):
            rate = figure["bytes_per_second"] / 1e9
            colour = OURS if figure["name"] == "Sluice" else THEIRS
            rows.setdefault(figure["shape"], []).append(Bar(rate, f"{rate:.2f}", colour))
    return list(rows.items())


def panel(body, y, title, legend, rows):
    """Appends a panel whose first line is at `y`; returns where the next one begins."""
    body.append(text(MARGIN, y, title, size=14, weight="600"))
    longest = max((bar.value for _, bars in rows for bar in bars), default=1)
    body.append(text(MARGIN, y + 18, f"above: {legend[0]}; below: {legend[1]}", size=11))
    y += 32
    for label, bars in rows:
        body.append(text(BARS - 10, y + 13, label, size=12, anchor="end", weight="700" if label == "Sluice" else "400"))
        for index, bar in enumerate(bars):
            top = y + index * (BAR + 1)
            length = max(1.5, bar.value / longest * (WIDTH - BARS - MARGIN - FIGURES))
            opacity = ' fill-opacity="0.6"' if bar.is_pale else ""
            body.append(
                f'<rect x="{BARS}" y="{top}" width="{length:.1f}" height="{BAR}" rx="1.5" '
                f'fill="{bar.colour}"{opacity}/>'
            )
            body.append(text(BARS + length + 6, top + BAR - 0.5, bar.text, size=10.5))
        y += ROW
    return y + 28


def text(x, y, content, size, anchor="start", weight="400"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}">'
        f"{escape(content)}</text>"
    )
