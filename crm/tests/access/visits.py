"""The addresses of visits."""

from crm.tests.access.answers import ANNAS_VISIT, EDITS_HIM, REVIEWS_HERS, VISITS
from crm.tests.access.row import Row, him, intent, photo, plan, visit

ROWS = [
    Row("visits:take_up_intent", EDITS_HIM, intent, post={}),
    Row("visits:index", VISITS),
    Row("visits:plan", VISITS),
    Row("visits:create", VISITS),
    Row("visits:create_for", ANNAS_VISIT, him),
    Row("visits:detail", ANNAS_VISIT, visit),
    Row("visits:log", ANNAS_VISIT, plan),
    Row("visits:edit", ANNAS_VISIT, visit),
    Row("visits:undo", ANNAS_VISIT, visit, post={}),
    Row("visits:discard", ANNAS_VISIT, visit, post={}),
    Row("visits:withdraw", ANNAS_VISIT, visit, post={}),
    Row("visits:take", ANNAS_VISIT, plan, post={}),
    Row("visits:offer", VISITS),
    Row("visits:reschedule", ANNAS_VISIT, plan, post={}),
    Row("visits:cancel", ANNAS_VISIT, plan, post={}),
    Row("visits:addendum", ANNAS_VISIT, visit, post={}),
    Row("visits:photo", ANNAS_VISIT, photo),
    Row("visits:review", REVIEWS_HERS, visit),
]
