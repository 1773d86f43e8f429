"""The addresses of compensation and improvements."""

from crm.tests.access.answers import (
    AGREES,
    ANNAS_COMPLAINT,
    DECIDES,
    DECIDES_OFFER,
    HANDLES_HERS,
    HER_IMPROVEMENT,
    IMPROVEMENTS,
    KEEPS_HERS,
    LOOPS,
)
from crm.tests.access.row import Row, complaint


def offer(world) -> list:
    return [world.offer.pk]


def improvement(world) -> list:
    return [world.improvement.code]


ROWS = [
    Row("complaints:offers", DECIDES_OFFER),
    Row("complaints:offer_create", HANDLES_HERS, complaint),
    Row("complaints:offer", ANNAS_COMPLAINT, offer),
    Row("complaints:offer_decide", DECIDES_OFFER, offer, post={}),
    Row("complaints:offer_revise", HANDLES_HERS, offer),
    Row("complaints:offer_withdraw", HANDLES_HERS, offer, post={}),
    Row("complaints:offer_give", HANDLES_HERS, offer, post={}),
    Row("care_loops", LOOPS),
    Row("care_loop", ANNAS_COMPLAINT, lambda w: ["complaints", w.complaint.pk]),
    Row("improvements:index", IMPROVEMENTS),
    Row("improvements:create", AGREES),
    Row("improvements:detail", HER_IMPROVEMENT, improvement),
    Row("improvements:edit", KEEPS_HERS, improvement),
    Row("improvements:note", KEEPS_HERS, improvement, post={}),
    Row("improvements:finish", KEEPS_HERS, improvement, post={}),
    Row("improvements:drop", KEEPS_HERS, improvement, post={}),
    Row("improvements:link", KEEPS_HERS, improvement, post={}),
    Row("improvements:judge", DECIDES, lambda w: [w.improvement.code, 30], post={}),
]
