"""Rules to begin from, shipped with the product."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from customers.choices.consent import Channel, Purpose


@dataclass(frozen=True)
class Idea:
    slug: str
    name: str
    rule: dict


def _all_of(*conditions: tuple) -> dict:
    told = [
        {"is": compares, "fact": fact, "value": value}
        for fact, compares, value in conditions
    ]
    return {"any": False, "groups": [{"any": False, "conditions": told}]}


IDEAS = {
    idea.slug: idea
    for idea in (
        Idea(
            "quiet-best",
            _("Good customers nobody has called"),
            _all_of(("tier", "IN", ["S", "A"]), ("contacted", "LONG_NOT", 45)),
        ),
        Idea(
            "insurance",
            _("Insurance ends within a month"),
            _all_of(("insurance", "SOON", 30), ("phone", "YES", None)),
        ),
        Idea(
            "birthdays",
            _("Birthdays this week, may be written to"),
            _all_of(
                ("birthday", "SOON", 7),
                ("consent", "IN", [f"{Purpose.MARKETING}:{Channel.SMS}"]),
            ),
        ),
        Idea(
            "drifting",
            _("Big customers about to be lost"),
            _all_of(
                ("total", "LEAST", "50000"),
                ("last_purchase", "LONG_NOT", 180),
                ("opportunity", "NO", None),
            ),
        ),
        Idea(
            "unverified",
            _("Archives to be checked"),
            {
                "any": True,
                "groups": [
                    {
                        "any": True,
                        "conditions": [
                            {"is": "YES", "fact": "trouble", "value": None},
                            {"is": "LONG_NOT", "fact": "verified", "value": 365},
                        ],
                    }
                ],
            },
        ),
    )
}
