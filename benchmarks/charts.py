"""Charts of a run as SVG: bars, bars in groups, and lines over size.

    python -m benchmarks.charts RESULTS.json FOLDER

RESULTS.json is a run as `python -m benchmarks --json` writes it; a chart without figures is not drawn. The same figures give the
same bytes. Text and background follow the light or dark setting of the reader. Needs matplotlib (extra `bench`).
"""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.timing import Figure, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["CHARTS", "draw", "figures_of"]


@dataclass(frozen=True, slots=True)
class Chart:
    """Title of a chart, label of its axis, and whether that is logarithmic."""

    title: str
    axis: str
    log: bool = False


CHARTS = {
    "scan": Chart("Filtering JSON Lines, 1.3 kB a node, 6 % matching", "MB/s on one core, more is better"),
    "forms": Chart("The same nodes in other forms, all kept", "milliseconds, less is better"),
    "memory": Chart("Peak memory while filtering", "MiB, less is better"),
    "parse": Chart("Parsing a filter", "microseconds, less is better", log=True),
    "check": Chart("Checking a filter", "times of parsing it, less is better"),
    "evaluate": Chart("Filtering 1,000 node dicts", "microseconds, less is better", log=True),
    "startup": Chart("Whole processes", "times of python -c pass, less is better"),
    "imports": Chart("Imports, whole processes", "times of python -c pass, less is better"),
}
GROWTH = {"terms": "terms of a filter", "values": "values of one in", "nodes": "nodes", "MB": "MB of JSON Lines"}
"""The panels of the chart `growth`: lines of seconds over these sizes."""
INK = "#010203"
"""Placeholder for the colour of text and lines, which depends on the setting of the reader."""
STYLE = (
    "<style>svg{color:#1f2328}.paper{fill:#ffffff}"
    "@media(prefers-color-scheme:dark){svg{color:#e6edf3}.paper{fill:#0d1117}}</style>"
    '<rect class="paper" width="100%" height="100%"/>'
)
OURS, THEIRS = "#3b82f6", "#8b949e"
SERIES = ("#3b82f6", "#d97706", "#16a34a", "#a855f7", "#8b949e", "#dc2626", "#0891b2", "#be185d")
RC = {
    "svg.hashsalt": "odatanodes",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), INK),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": THEIRS,
    "grid.alpha": 0.35,
    "legend.frameon": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}


def figures_of(run: Mapping[str, Any]) -> list[Figure]:
    """Return the figures of a run that have a place in a chart."""
    found = [Figure(**figure) for suite in run["suites"] for figure in suite["figures"]]
    return [figure for figure in found if figure.chart]


def draw(run: Mapping[str, Any], folder: Path) -> list[Path]:
    """Draw each chart that the run has figures for and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn, found = [], figures_of(run)
    for name, chart in CHARTS.items():
        own = [figure for figure in found if figure.chart == name]
        if own:
            drawn.append(folder / f"{name}.svg")
            drawn[-1].write_text(_bars(chart, own), encoding="utf-8")
    if any(figure.chart in GROWTH for figure in found):
        drawn.append(folder / "growth.svg")
        drawn[-1].write_text(_lines(found), encoding="utf-8")
    return drawn


def _bars(chart: Chart, figures: Sequence[Figure]) -> str:
    import matplotlib
    from matplotlib.figure import Figure as Canvas

    groups = list(dict.fromkeys(figure.x for figure in figures))
    series = list(dict.fromkeys(figure.series for figure in figures))
    with matplotlib.rc_context(RC):
        canvas = Canvas(figsize=(8, 0.9 + 0.26 * (len(figures) + len(groups))), layout="constrained")
        axes = canvas.subplots()
        at, ticks, named = 0.0, [], set()
        for group in groups:
            own = [figure for figure in figures if figure.x == group]
            for row, figure in enumerate(own):
                color = _color(figure.series, series, grouped=group is not None)
                axes.barh(at + row, figure.value, height=0.8, color=color, label=None if figure.series in named else figure.series)
                named.add(figure.series)
                place = {"xytext": (4, 0), "textcoords": "offset points", "va": "center", "fontsize": 8.5}
                axes.annotate(shown(figure.value), (figure.value, at + row), **place)
            names = [(at + row, figure.series) for row, figure in enumerate(own)]
            ticks += names if group is None else [(at + (len(own) - 1) / 2, str(group))]
            at += len(own) + 1
        axes.set_yticks([place for place, _ in ticks], [name for _, name in ticks])
        axes.invert_yaxis()
        axes.margins(x=0.12, y=0.02)
        axes.set_xscale("log" if chart.log else "linear")
        axes.set(title=chart.title, xlabel=chart.axis)
        axes.grid(axis="x")
        axes.tick_params(axis="y", length=0)
        if groups != [None]:
            canvas.legend(loc="outside lower center", ncols=min(5, len(series)))
        return _svg(canvas)


def _color(name: str, series: Sequence[str], *, grouped: bool) -> str:
    if grouped:
        return SERIES[series.index(name) % len(SERIES)]
    return OURS if "odatanodes" in name or name == "one Filter and one match" else THEIRS


def _lines(figures: Sequence[Figure]) -> str:
    import matplotlib
    from matplotlib.figure import Figure as Canvas

    panels = [name for name in GROWTH if any(figure.chart == name for figure in figures)]
    with matplotlib.rc_context(RC):
        rows = (len(panels) + 1) // 2
        canvas = Canvas(figsize=(8, 0.6 + 3 * rows), layout="constrained")
        cells = [cell for row in canvas.subplots(rows, 2, squeeze=False) for cell in row]
        for cell in cells[len(panels) :]:
            cell.set_axis_off()
        for panel, axes in zip(panels, cells, strict=False):
            own = [figure for figure in figures if figure.chart == panel and isinstance(figure.x, float | int)]
            for number, name in enumerate(dict.fromkeys(figure.series for figure in own)):
                points = [(figure.x, figure.value) for figure in own if figure.series == name]
                axes.loglog(*zip(*points, strict=True), marker="o", markersize=4, label=name, color=SERIES[number % len(SERIES)])
            axes.set(xlabel=GROWTH[panel], aspect="equal", adjustable="datalim")  # linear is 45 degrees everywhere
            axes.grid(visible=True)
            axes.minorticks_off()
            axes.legend(fontsize=8)
        canvas.suptitle("Time over size: a slope of 45 degrees is linear growth", color=INK)
        canvas.supylabel("milliseconds", color=INK, fontsize=10)
        return _svg(canvas)


def _svg(canvas: Any) -> str:
    file = io.StringIO()
    canvas.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    text = file.getvalue().replace(INK, "currentColor")
    head, tag, body = text.partition("<svg ")
    attributes, end, body = body.partition(">")
    lines = "".join([head, tag, attributes, end, "\n", STYLE, body]).splitlines()
    return "\n".join([line.rstrip() for line in lines]) + "\n"


if __name__ == "__main__":
    for path in draw(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])):
        print(path)
