"""Chinese names as people type them: full pinyin, initials, one and two characters."""

import re
from itertools import pairwise, product
from math import prod

from pypinyin import Style, lazy_pinyin, pinyin

# Readings that a dictionary gets wrong at the head of a name; both are indexed.
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "任": "ren",
    "区": "ou", "朴": "piao", "乐": "yue", "盖": "ge", "翟": "zhai", "覃": "qin",
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "澹台": "tan tai",
    "缪": "miao", "宓": "mi", "冼": "xian", "召": "shao", "种": "chong", "黑": "he",
    "员": "yun", "秘": "bi", "繁": "po", "折": "she", "华": "hua", "祭": "zhai",
    "令狐": "ling hu", "皇甫": "huang fu", "宿": "su", "燕": "yan", "应": "ying",
    "訾": "zi", "逄": "pang", "郇": "xun", "芮": "rui", "隗": "wei", "钭": "tou",
    "石": "shi", "车": "che", "洗": "xian", "牟": "mu", "句": "gou", "阚": "kan",
    "欧阳": "ou yang", "夏侯": "xia hou", "薄": "bo", "谌": "chen",
    "佴": "nai", "乜": "nie", "眭": "sui", "郗": "xi", "晁": "chao", "盛": "sheng",
    "葛": "ge", "纪": "ji", "那": "na", "卜": "bu", "贾": "jia", "俞": "yu",
    "瞿": "qu", "褚": "chu", "冯": "feng", "强": "qiang", "宁": "ning", "沈": "shen",
    "贠": "yun", "炅": "gui", "过": "guo", "曲": "qu", "柏": "bai", "都": "du",
    "尉": "wei", "呼延": "hu yan", "藏": "zang", "阙": "que", "哈": "ha",
}  # fmt: skip
HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# More readings than this are noise: 2 ** 4 combinations of a long company name.
MOST_READINGS = 16
# A longer name is a person's only behind a surname of two characters.
LONGEST_PERSON = 3


def sort_key(name: str) -> str:
    """Return the pinyin a name sorts by: `王小明` → `wang xiao ming`."""
    head, rest = _surname(name)
    return " ".join([*head, *lazy_pinyin(rest, errors=_lower)])[:120]


def usual(name: str) -> list[list[str]]:
    """Return the common ways to say `name`: as a surname, then as dictionaries do."""
    as_surname, plainly = sort_key(name).split(), lazy_pinyin(name, errors=_lower)
    return [as_surname] if plainly == as_surname else [as_surname, plainly]


def readings(name: str) -> list[list[str]]:
    """Return the ways to say `name`, each as syllables; the usual ones come first."""
    # Character by character: a dictionary of phrases would hide the other readings.
    longest = LONGEST_PERSON + (name[:2] in SURNAMES)
    is_person = len(name) <= longest and all(map(HAN.match, name))
    heard_in = list(name) if is_person else name
    every = pinyin(heard_in, style=Style.NORMAL, heteronym=True, errors=_lower)
    heard = usual(name)
    if prod(map(len, every)) > MOST_READINGS:
        every = [every[0], *([syllables[0]] for syllables in every[1:])]
    heard += [" ".join(way).split() for way in product(*every)]
    unique = {tuple(way): list(way) for way in heard}
    return list(unique.values())


def spoken(name: str) -> tuple[set[str], set[str]]:
    """Return (full pinyin, initials) of every reading, without spaces."""
    ways = readings(name)
    full = {"".join(way) for way in ways}
    initials = {"".join(part[0] for part in way if part) for way in ways}
    return full, initials


def grams(text: str) -> set[str]:
    """Return the single Chinese characters of `text` and its pairs of neighbours."""
    found = set(HAN.findall(text))
    for left, right in pairwise(text):
        if HAN.match(left) and HAN.match(right):
            found.add(left + right)
    return found


def plain(typed: str) -> str:
    """Return typed pinyin without apostrophes and blanks, `ü` and `lyu` as `v`."""
    bare = re.sub(r"[\s'’·.\-]", "", typed.lower())
    return re.sub(r"([ln])(?:ü|yu)", r"\1v", bare)


def _surname(name: str) -> tuple[list[str], str]:
    for length in (2, 1):
        reading = SURNAMES.get(name[:length])
        if reading:
            return reading.split(), name[length:]
    return [], name


def _lower(text: str) -> list[str]:
    return text.lower().split()
