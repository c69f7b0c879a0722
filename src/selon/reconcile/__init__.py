"""Claims side by side: who is who, which figures are on one quantity, who agrees, what changed."""

from selon.reconcile.findings import findings
from selon.reconcile.occurrences import occurrences
from selon.reconcile.sources import Identity

__all__ = ["Identity", "findings", "occurrences"]
