"""Frozen values that the steps hand to each other."""

from selon.model.claim import Certainty, Claim, Counted, Cue, Polarity, ReportReference
from selon.model.figure import Change, Figure
from selon.model.moment import Moment
from selon.model.place import Place
from selon.model.reading import Reading, SeenNumber
from selon.model.report import Refusal, Report, Residue
from selon.model.source import Source, SourceKind
from selon.model.text import Evidence, Span

__all__ = [
    "Certainty",
    "Change",
    "Claim",
    "Counted",
    "Cue",
    "Evidence",
    "Figure",
    "Moment",
    "Place",
    "Polarity",
    "Reading",
    "Refusal",
    "Report",
    "ReportReference",
    "Residue",
    "SeenNumber",
    "Source",
    "SourceKind",
    "Span",
]
