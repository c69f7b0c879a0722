"""Claims side by side: who is who, which figures are on one quantity, who agrees, what changed."""

from selon.reconcile.copies import provenance
from selon.reconcile.findings import findings
from selon.reconcile.occurrences import occurrences
from selon.reconcile.sources import Identity
from selon.reconcile.stories import Stories, stories, story_keys

__all__ = ["Identity", "Stories", "findings", "occurrences", "provenance", "stories", "story_keys"]
