"""Damaging a source of case data, and an oracle that reads the damage on its own.

A *source* is anything a case can be read from: case folders, case workbooks, plain lists. One thing of it is damaged
(a cell, a heading, a row, a column, its encoding); the program then either refuses it, with a place and words in both
languages, or reads exactly what an independent reading of the cells says, and everything else as before.
The oracle knows the column dictionary, the labels and docs/formats.md, and calls nothing of the reader.
"""

from support.mutations.book import CaseBook
from support.mutations.folder import CaseFolder
from support.mutations.listing import PlainList
from support.mutations.source import Misread, Mutation, Source, Tally, check, run

__all__ = ["CaseBook", "CaseFolder", "Misread", "Mutation", "PlainList", "Source", "Tally", "check", "run"]
