"""Tables as tables: headings that repeat on every page, groups merged, rows that do not split, notes under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from jiugai.report.docx.runs import paragraph, text_runs
from jiugai.report.docx.styles import HEI, TABLE
from jiugai.report.docx.widths import Setting
from jiugai.report.docx.xml import Element, element, flag
from jiugai.report.formats import NUMERIC, show
from jiugai.report.grid import Column, Grid, Row

_HEAD, _SUM = "EDEDED", "F5F5F5"  # shades


def table(grid: Grid, how: Setting, lang: str) -> Element:
    """The table itself; title and notes are paragraphs around it."""
    widths = [round(width * 20) for width in how.widths]
    maker = _Maker(grid, widths, how.size, lang)
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblStyle", val="ReportTable"),
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
            element("tblCaption", val=grid.title),
        ),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
        *maker.head(),
        *maker.body(),
    )


class _Maker:
    def __init__(self, grid: Grid, widths: Sequence[int], size: float, lang: str) -> None:
        self.grid, self.widths, self.half, self.lang = grid, widths, round(size * 2), lang

    def head(self) -> list[Element]:
        """One heading line, or two where columns stand in groups."""
        columns = self.grid.columns
        grouped = any(len(column.heading) > 1 for column in columns)
        first: list[Element] = []
        second: list[Element] = []
        for key, members in groupby(enumerate(columns), lambda item: _group(*item)):
            inside = list(members)
            if isinstance(key, str):
                wide = sum(self.widths[place] for place, _ in inside)
                first.append(self._cell(key, wide, "center", head=True, span=len(inside)))
                second += [self._heading(place, column) for place, column in inside]
            else:
                first += [self._heading(*item, merge="restart" if grouped else "") for item in inside]
                if grouped:
                    second += [
                        self._cell("", self.widths[place], "center", head=True, merge="continue") for place, _ in inside
                    ]
        lines = [first, second] if grouped else [first]
        return [element("tr", _row_settings(head=True), *line) for line in lines]

    def body(self) -> Iterator[Element]:
        rows = self.grid.rows
        for place, row in enumerate(rows):
            together = row.role == "group" or place == 0 or place >= len(rows) - 2
            yield element("tr", _row_settings(), *self._cells(row, together))

    def _cells(self, row: Row, together: bool) -> list[Element]:
        columns = self.grid.columns
        if row.role == "group":
            text = str(row.values[0])
            return [self._cell(text, sum(self.widths), "left", bold=True, span=len(columns), together=together)]
        bold = row.role in ("subtotal", "total")
        return [
            self._cell(
                show(value, column.shape), width, "right" if column.shape in NUMERIC else "left",
                bold=bold, shade=_SUM if bold else "", together=together,
            )
            for column, value, width in zip(columns, row.values, self.widths, strict=True)
        ]  # fmt: skip

    def _heading(self, place: int, column: Column, merge: str = "") -> Element:
        unit = f"\n({column.unit})" if column.unit else ""
        return self._cell(column.heading[-1] + unit, self.widths[place], "center", head=True, merge=merge)

    def _cell(
        self, text: str, width: int, side: str, *, head: bool = False, bold: bool = False, shade: str = "",
        span: int = 1, merge: str = "", together: bool = False,
    ) -> Element:  # fmt: skip
        shade = _HEAD if head else shade
        settings = element(
            "tcPr",
            element("tcW", w=width, type="dxa"),
            element("gridSpan", val=span) if span > 1 else None,
            element("vMerge", val=merge) if merge else None,
            element("shd", val="clear", color="auto", fill=shade) if shade else None,
            element("vAlign", val="center"),
        )
        runs = text_runs(text, self.lang, bold=bold or (head and self.lang == "en"), font=HEI if head else "")
        for run in runs:
            self._sized(run)
        keep = flag("keepNext", head or together)
        return element("tc", settings, paragraph(TABLE, *runs, keep=keep, jc=element("jc", val=side)))

    def _sized(self, run: Element) -> None:
        looks = run.find(element("rPr").tag)
        if looks is None:
            looks = element("rPr")
            run.insert(0, looks)
        looks.append(element("sz", val=self.half))
        looks.append(element("szCs", val=self.half))


def _group(place: int, column: Column) -> str | int:
    return column.heading[0] if len(column.heading) > 1 else place


def _row_settings(*, head: bool = False) -> Element:
    return element("trPr", element("cantSplit"), flag("tblHeader", head))
