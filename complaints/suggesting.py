"""Which categories a customer's words point to. No rows."""

from collections.abc import Iterable

MOST = 3


def suggested(words: str, categories: Iterable) -> list:
    """Return at most three of `categories`, the most likely first.

    Each has `keywords`; a longer one found says more than a short one, and of equals
    the earlier in the list comes first. None where no keyword is found.
    """
    said = words.casefold()
    weighed = [
        (sum(len(key) for key in each.keywords if key.casefold() in said), each)
        for each in categories
    ]
    found = [(weight, each) for weight, each in weighed if weight]
    found.sort(key=lambda pair: -pair[0])
    return [each for _weight, each in found[:MOST]]
