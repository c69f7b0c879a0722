"""Claims side by side: who is who, which figures are on one quantity, who agrees, what changed."""

from selon.reconcile.clocks import known
from selon.reconcile.copies import lineage
from selon.reconcile.findings import NO_DECISIONS, findings
from selon.reconcile.occurrences import occurrences
from selon.reconcile.questions import changes, compare, sources, story_accounts, timeline
from selon.reconcile.sources import Identity
from selon.reconcile.stories import Stories, stories, story_keys, topics

__all__ = [
    "NO_DECISIONS",
    "Identity",
    "Stories",
    "changes",
    "compare",
    "findings",
    "known",
    "lineage",
    "occurrences",
    "sources",
    "stories",
    "story_accounts",
    "story_keys",
    "timeline",
    "topics",
]
