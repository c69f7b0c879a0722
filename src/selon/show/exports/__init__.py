"""Claims and findings in the formats of the tools that people work with.

`FORMATS` names them; `exported` writes one. The same claims give the same bytes.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

import msgspec

from selon.errors import UsageError

if TYPE_CHECKING:
    from selon.show.exports.material import Material


class Format(msgspec.Struct, frozen=True):
    """A format. `writer`: the function that writes it, as `module:function`; `media`: its media type; `ending`: what
    its files end in; `extra`: what has to be installed beside Selon for it, if anything."""

    writer: str
    media: str
    ending: str
    extra: str | None = None

    def write(self, material: "Material") -> bytes:
        """The claims in this format. Raises UsageError where what it needs is not installed."""
        module, _, name = self.writer.partition(":")
        try:
            write: Callable[[Material], bytes] = getattr(import_module(f"selon.show.exports.{module}"), name)
            return write(material)
        except ImportError as error:
            if self.extra is None:
                raise
            raise UsageError(f"this needs more than Selon alone: pip install 'selon[{self.extra}]'") from error


FORMATS: Final[Mapping[str, Format]] = {
    "csv": Format("tables:claims_csv", "text/csv", "csv"),
    "parquet": Format("tables:claims_parquet", "application/vnd.apache.parquet", "parquet", "parquet"),
    "ucdp": Format("ucdp:ucdp", "text/csv", "csv"),
    "acled": Format("acled:acled", "text/csv", "csv"),
    "airwars": Format("airwars:airwars", "text/csv", "csv"),
    "geojson": Format("geojson:geojson", "application/geo+json", "geojson"),
    "jsonl": Format("tables:jsonl", "application/x-ndjson", "jsonl"),
    "ftm": Format("ftm:ftm", "application/x-ndjson", "ftm.jsonl", "ftm"),
    "stix": Format("stix:stix", "application/stix+json", "json"),
    "jsonld": Format("jsonld:jsonld", "application/ld+json", "jsonld"),
    "webannotation": Format("annotation:annotation", "application/ld+json", "jsonld"),
    "prov": Format("prov:prov", "application/trig", "trig", "rdf"),
}
"""Every format, by the name that `selon export --format` takes."""


def exported(material: "Material", name: str) -> bytes:
    """Claims and findings in a format. Raises UsageError where there is no such format, or it needs an extra."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name].write(material)
