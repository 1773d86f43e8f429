"""Addresses of complaints."""

from django.urls import path

from complaints.views import board, papers, queue, records, steps

app_name = "complaints"
urlpatterns = [
    path("complaints/", queue.index, name="index"),
    path("complaints/board/", board.board, name="board"),
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
