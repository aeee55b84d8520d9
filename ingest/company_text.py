"""The text of a `company.yaml`: a new one, or one with a version more or less in which everything else stays as it was."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from bot.errors import BrokenData
from bot.models import Company, TermsVersion
from ingest.company import FILE_NAME
from ingest.wording import say


def company_text(company: Company) -> str:
    """The file of a company of which nothing was corrected yet."""
    contact = company.contact
    fields: dict[str, object] = {
        "slug": company.slug,
        "name": company.name,
        "legal_form": company.legal_form,
        "aliases": list(company.aliases),
        "contact": {name: getattr(contact, name) for name in ("email", "phone", "website", "address")},
    }
    rest: dict[str, object] = {"disclaimer": company.disclaimer, "references": {}}
    versions = "".join(f"  - {_line(version)}\n" for version in company.versions)
    return f"{_dumped(fields)}versions:\n{versions}{_dumped(rest)}"


def with_version(text: str, version: TermsVersion, *, at: int) -> str:
    """The file with one version more, at this place in the list (from 0). Raises: BrokenData where it has no list."""
    listed = _versions(text)
    items = listed.value
    if at < len(items):
        where = items[at].start_mark
        if listed.flow_style:
            return f"{text[: where.index]}{_line(version)}, {text[where.index :]}"
        line = text.rindex("\n", 0, where.index) + 1
        return f"{text[:line]}{text[line : where.index]}{_line(version)}\n{text[line:]}"
    end = max(_ends(items[-1]))
    if listed.flow_style:
        return f"{text[:end]}, {_line(version)}{text[end:]}"
    start = items[-1].start_mark
    dash = text[text.rindex("\n", 0, start.index) + 1 : start.index]
    line_end = text.find("\n", end)
    before, after = (text, "") if line_end < 0 else (text[:line_end], text[line_end + 1 :])
    return f"{before}\n{dash}{_line(version)}\n{after}"


def without_version(text: str, name: str) -> str:
    """The file without the version of this name, which is not the only one. Raises: BrokenData where it stands in no list."""
    listed = _versions(text)
    at = next(at for at, item in enumerate(listed.value) if _named(item) == name)
    start, end = listed.value[at].start_mark.index, max(_ends(listed.value[at]))
    if not listed.flow_style:
        line_end = text.find("\n", end)
        return text[: text.rindex("\n", 0, start) + 1] + ("" if line_end < 0 else text[line_end + 1 :])
    if at + 1 < len(listed.value):
        return text[:start] + text[listed.value[at + 1].start_mark.index :]
    return text[: max(_ends(listed.value[at - 1]))] + text[end:]


def _versions(text: str) -> yaml.SequenceNode:
    whole = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = whole.value if isinstance(whole, yaml.MappingNode) else []
    found = next((value for key, value in pairs if key.value == "versions"), None)
    if not isinstance(found, yaml.SequenceNode) or not found.value:
        raise BrokenData(say("no_version_list", file=FILE_NAME))
    return found


def _ends(node: yaml.Node) -> Iterator[int]:
    """Where the parts of a node end; the end of a block itself lies behind the comments that follow it."""
    if isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False):
        yield node.end_mark.index
    elif isinstance(node, yaml.MappingNode):
        yield from (end for pair in node.value for part in pair for end in _ends(part))
    else:
        yield from (end for part in node.value for end in _ends(part))


def _named(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value == "name"), "")


def _line(version: TermsVersion) -> str:
    """A version as one line: `{name: "2019-09", starts_on: null, source: 2019-09.pdf}`."""
    starts_on = version.starts_on.isoformat() if version.starts_on else "null"
    return f"{{name: {_scalar(version.name)}, starts_on: {starts_on}, source: {_scalar(version.source)}}}"


def _scalar(text: str) -> str:
    """The text plain where YAML reads it as this very text, also inside braces; else between double quotes."""
    plain = yaml.safe_load(f"[{text}]") == [text] if text.replace(".", "").replace("-", "").isalnum() else False
    return text if plain else str(yaml.safe_dump(text, default_style='"', allow_unicode=True, width=float("inf"))).strip()


def _dumped(fields: dict[str, object]) -> str:
    return str(yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=120))
