"""The addresses of what a company decides about its complaints."""

from complaints.models import Category, Cause, ClockRule
from crm.tests.access.answers import RULES_COMPLNT
from crm.tests.access.row import Row


def complaint_policy(world) -> list:
    return [world.complaint_policy.version]


def limit(world) -> list:
    rules = ClockRule.objects.filter(policy=world.complaint_policy)
    return [world.complaint_policy.version, rules.order_by("pk")[0].pk]


def category(world) -> list:
    return [Category.objects.get(code="safety").pk]


def cause(world) -> list:
    return [Cause.objects.get(code="skill").pk]


ROWS = [
    Row("complaints:policies", RULES_COMPLNT),
    Row("complaints:policy_create", RULES_COMPLNT, post={}),
    Row("complaints:policy", RULES_COMPLNT, complaint_policy),
    Row("complaints:policy_activate", RULES_COMPLNT, complaint_policy, post={}),
    Row("complaints:policy_discard", RULES_COMPLNT, complaint_policy, post={}),
    Row("complaints:rule_create", RULES_COMPLNT, complaint_policy),
    Row("complaints:rule_edit", RULES_COMPLNT, limit),
    Row("complaints:rule_remove", RULES_COMPLNT, limit, post={}),
    Row("complaints:categories", RULES_COMPLNT),
    Row("complaints:category_create", RULES_COMPLNT),
    Row("complaints:category_edit", RULES_COMPLNT, category),
    Row("complaints:category_move", RULES_COMPLNT, category, post={}),
    Row("complaints:causes", RULES_COMPLNT),
    Row("complaints:cause_create", RULES_COMPLNT),
    Row("complaints:cause_edit", RULES_COMPLNT, cause),
    Row("complaints:cause_move", RULES_COMPLNT, cause, post={}),
]
