"""Addresses of complaints."""

from django.urls import path

from complaints.views import (
    board,
    papers,
    policies,
    queue,
    records,
    steps,
    word_lists,
)

app_name = "complaints"
urlpatterns = [
    path("complaints/", queue.index, name="index"),
    path("complaints/board/", board.board, name="board"),
    path("complaints/settings/policy/", policies.index, name="policies"),
    path("complaints/settings/policy/new/", policies.create, name="policy_create"),
    path("complaints/settings/policy/<int:version>/", policies.detail, name="policy"),
    path(
        "complaints/settings/policy/<int:version>/activate/",
        policies.activate,
        name="policy_activate",
    ),
    path(
        "complaints/settings/policy/<int:version>/limits/new/",
        policies.rule_create,
        name="rule_create",
    ),
    path(
        "complaints/settings/policy/<int:version>/limits/<int:pk>/",
        policies.rule_edit,
        name="rule_edit",
    ),
    path(
        "complaints/settings/policy/<int:version>/limits/<int:pk>/remove/",
        policies.rule_remove,
        name="rule_remove",
    ),
    path("complaints/settings/categories/", word_lists.categories, name="categories"),
    path(
        "complaints/settings/categories/new/",
        word_lists.category_create,
        name="category_create",
    ),
    path(
        "complaints/settings/categories/<int:pk>/",
        word_lists.category_edit,
        name="category_edit",
    ),
    path("complaints/settings/causes/", word_lists.causes, name="causes"),
    path(
        "complaints/settings/causes/new/", word_lists.cause_create, name="cause_create"
    ),
    path(
        "complaints/settings/causes/<int:pk>/",
        word_lists.cause_edit,
        name="cause_edit",
    ),
    path("complaints/<str:code>/", records.detail, name="detail"),
    path("complaints/<str:code>/print/", papers.sheet, name="sheet"),
    path("complaints/<str:code>/print/full/", papers.full, name="sheet_full"),
    path("complaints/<str:code>/audit/", papers.audit, name="audit"),
    path("complaints/<str:code>/acknowledge/", steps.acknowledge, name="acknowledge"),
    path("complaints/<str:code>/assess/", steps.assess, name="assess"),
    path("complaints/<str:code>/investigate/", steps.investigate, name="investigate"),
    path("complaints/<str:code>/propose/", steps.propose, name="propose"),
    path("complaints/<str:code>/tell/", steps.tell, name="tell"),
    path("complaints/<str:code>/resolve/", steps.resolve, name="resolve"),
    path("complaints/<str:code>/answer/", steps.answer, name="answer"),
    path("complaints/<str:code>/verify/", steps.verify, name="verify"),
    path("complaints/<str:code>/miss/", steps.miss, name="miss"),
    path("complaints/<str:code>/close/", steps.close, name="close"),
    path("complaints/<str:code>/withdraw/", steps.withdraw, name="withdraw"),
    path("complaints/<str:code>/reopen/", steps.reopen, name="reopen"),
    path("complaints/<str:code>/wait/", steps.wait, name="wait"),
    path("complaints/<str:code>/resume/", steps.resume, name="resume"),
    path("complaints/<str:code>/escalate/", steps.escalate, name="escalate"),
    path("complaints/<str:code>/send-out/", steps.send_out, name="send_out"),
    path("complaints/<str:code>/take-back/", steps.take_back, name="take_back"),
    path("complaints/<str:code>/note/", steps.note, name="note"),
    path("complaints/<str:code>/add/", steps.add, name="add"),
    path("complaints/<str:code>/progress/", steps.progress, name="progress"),
    path("complaints/<str:code>/regrade/", steps.regrade, name="regrade"),
    path("complaints/<str:code>/change-kind/", steps.change_kind, name="change_kind"),
    path("complaints/<str:code>/correct/", steps.correct, name="correct"),
    path("complaints/<str:code>/assign/", steps.assign, name="assign"),
]
