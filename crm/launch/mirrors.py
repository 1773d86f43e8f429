"""Lets uv use the package index of pip: uv does not read pip.conf."""

import ast
from collections.abc import Iterator, Mapping

# pip reads its sections in this order; a later one wins.
SECTIONS = ("global", "install", ":env:")
# pip's option -> uv's variable and what stands between several values.
SAME_MEANING = {
    "index-url": ("UV_DEFAULT_INDEX", None),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", None),
    "proxy": ("ALL_PROXY", None),
    "default-timeout": ("UV_HTTP_TIMEOUT", None),
    "timeout": ("UV_HTTP_TIMEOUT", None),
    "no-index": ("UV_NO_INDEX", None),
}


def settings(listing: str) -> dict[str, str]:
    """Read `pip config list` as option -> value of the strongest section."""
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for section, option, value in _lines(listing):
        if section in found:
            found[section][option] = value
    merged: dict[str, str] = {}
    for section in SECTIONS:
        merged |= found[section]
    return merged


def _lines(listing: str) -> Iterator[tuple[str, str, str]]:
    for line in listing.splitlines():
        key, _, quoted = line.partition("=")
        section, _, option = key.partition(".")
        try:
            value = str(ast.literal_eval(quoted))
        except (ValueError, SyntaxError):
            value = quoted
        if option and value:
            yield section, option.replace("_", "-"), value


def for_uv(listing: str, env: Mapping[str, str]) -> dict[str, str]:
    """Return `env` with pip's index, mirrors and certificate under uv's names.

    What the person set for uv stays. As pip does, every index is asked for every
    package; the hashes decide what is accepted.
    """
    found = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    for option, value in settings(listing).items():
        if option in SAME_MEANING:
            name, between = SAME_MEANING[option]
            found[name] = between.join(value.split()) if between else value
    return found | dict(env)
