"""What every value of the machine is built on.

A class says `frozen=True` beside its base for the type checker; at run time it is the base that makes it so, since
compiled modules (see `docs/performance.md`) do not hand a class's options on.

The few that a sentence is made of by the hundred (tokens, entries, matches, units, the sentence itself) are classes of
their own instead, which nothing changes once they are made: compiled, they are made and asked without a look-up.
"""

import msgspec


class Frozen(msgspec.Struct, frozen=True):
    """A value that does not change."""


class Leaf(msgspec.Struct, frozen=True, gc=False):
    """One that holds nothing that could hold it: the collector of cycles need not look at it."""


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One that is read from a file of knowledge, where a field that nobody knows is a mistake."""
