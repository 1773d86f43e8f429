"""How typed pinyin divides into syllables and initials: `wangxm` is wang x m."""

from functools import lru_cache

# Every syllable of Mandarin, by initial; ü is written v after l and n.
FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo"
    " v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(
    initial + final for initial, finals in FINALS.items() for final in finals.split()
)
LONGEST = max(map(len, SYLLABLES))
# Beyond this nobody mixes.
MOST_LETTERS = 24
# What people type for one initial.
DOUBLE = {"zh", "ch", "sh"}


@lru_cache(maxsize=1024)
def divided(letters: str) -> tuple[str, ...]:
    """Return `letters` in the fewest syllables and initials: `wangxm` → wang x m.

    Longer pieces come first; `zh`, `ch` and `sh` alone count as the initial they begin
    with. Empty where there is too much to divide.
    """
    if len(letters) > MOST_LETTERS or not letters.isascii():
        return ()
    fewest: list[tuple[str, ...]] = [()] * (len(letters) + 1)
    for start in range(len(letters) - 1, -1, -1):
        ways = [
            (piece, *fewest[start + len(piece)]) for piece in _pieces(letters[start:])
        ]
        fewest[start] = min(ways, key=len)
    return tuple(piece[0] if piece in DOUBLE else piece for piece in fewest[0])


def _pieces(letters: str) -> list[str]:
    """Return what a division may begin with, longest first."""
    starts = [letters[:length] for length in range(min(LONGEST, len(letters)), 0, -1)]
    return [s for s in starts if len(s) == 1 or s in SYLLABLES or s in DOUBLE]
