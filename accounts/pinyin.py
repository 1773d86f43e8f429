"""Chinese names as people type them: full pinyin, initials, one and two characters."""

import re
from itertools import product

from pypinyin import Style, lazy_pinyin, pinyin

# Readings that a dictionary gets wrong at the head of a name; both are indexed.
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "任": "ren",
    "区": "ou", "朴": "piao", "乐": "yue", "盖": "ge", "翟": "zhai", "覃": "qin",
    "尉迟": "yuchi", "万俟": "moqi", "长孙": "zhangsun", "澹台": "tantai",
    "缪": "miao", "宓": "mi", "冼": "xian", "召": "shao", "种": "chong", "黑": "he",
    "员": "yun", "秘": "bi", "繁": "po", "折": "she", "华": "hua", "祭": "zhai",
    "令狐": "linghu", "皇甫": "huangfu", "宿": "su", "燕": "yan", "应": "ying",
    "訾": "zi", "逄": "pang", "郇": "xun", "芮": "rui", "隗": "wei", "钭": "tou",
    "石": "shi", "车": "che", "洗": "xian", "牟": "mu", "句": "gou", "阚": "kan",
}  # fmt: skip
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# More readings than this are noise: 2 ** 4 combinations of a long company name.
MOST_READINGS = 16


def sort_key(name: str) -> str:
    """Return the pinyin a name sorts by: `王小明` → `wang xiao ming`, Latin in lower case."""
    head, rest = _surname(name)
    return " ".join([*head, *lazy_pinyin(rest, errors=_lower)])[:120]


def readings(name: str) -> list[list[str]]:
    """Return the ways to say `name`, each as syllables; the usual one comes first."""
    usual = sort_key(name).split()
    every = pinyin(name, style=Style.NORMAL, heteronym=True, errors=_lower)
    heard = [usual]
    count = 1
    for syllables in every:
        count *= len(syllables)
    if count <= MOST_READINGS:
        heard += [" ".join(way).split() for way in product(*every)]
    else:
        heard.append(lazy_pinyin(name, errors=_lower))
    unique = {tuple(way): list(way) for way in heard}
    return list(unique.values())


def spoken(name: str) -> tuple[set[str], set[str]]:
    """Return (full pinyin, initials) of every reading, without spaces: what one types."""
    ways = readings(name)
    full = {"".join(way) for way in ways}
    initials = {"".join(part[0] for part in way if part) for way in ways}
    return full, initials


def grams(text: str) -> set[str]:
    """Return the single Chinese characters of `text` and its pairs of neighbours."""
    found = set(HAN.findall(text))
    for left, right in zip(text, text[1:], strict=False):
        if HAN.match(left) and HAN.match(right):
            found.add(left + right)
    return found


def plain(typed: str) -> str:
    """Return typed pinyin as it is indexed: no apostrophes or blanks, `ü` and `lyu` as `v`."""
    bare = re.sub(r"[\s'’·.\-]", "", typed.lower())
    return re.sub(r"([ln])(?:ü|yu)", r"\1v", bare)


def _surname(name: str) -> tuple[list[str], str]:
    for length in (2, 1):
        reading = SURNAMES.get(name[:length])
        if reading:
            return [reading], name[length:]
    return [], name


def _lower(text: str) -> list[str]:
    return text.lower().split()
