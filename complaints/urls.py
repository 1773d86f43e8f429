"""Addresses of complaints."""

from django.urls import path

from complaints.views import majors, parts, queue, records, together

app_name = "complaints"
urlpatterns = [
    path("complaints/", queue.index, name="index"),
    path("parts/", parts.index, name="parts"),
    path("parts/<int:pk>/", parts.detail, name="part"),
    path("parts/<int:pk>/take/", parts.take, name="part_take"),
    path("parts/<int:pk>/answer/", parts.answer, name="part_answer"),
    path("complaints/groups/<int:pk>/", together.group, name="group"),
    path("complaints/groups/<int:pk>/add/", together.add, name="group_add"),
    path("complaints/groups/<int:pk>/note/", together.note, name="group_note"),
    path(
        "complaints/groups/<int:pk>/remove/<str:code>/",
        together.remove,
        name="group_remove",
    ),
    path("complaints/<str:code>/", records.detail, name="detail"),
    path("complaints/<str:code>/merge/", together.merge, name="merge"),
    path("complaints/<str:code>/unmerge/", together.unmerge, name="unmerge"),
    path("complaints/<str:code>/group/new/", together.start, name="group_start"),
    path("complaints/<str:code>/declare/", majors.declare, name="declare"),
    path("complaints/<str:code>/flag/", majors.flag, name="flag"),
    path("complaints/<str:code>/team/new/", majors.join, name="team_join"),
    path("complaints/<str:code>/team/<int:pk>/leave/", majors.leave, name="team_leave"),
    path("complaints/<str:code>/decision/", majors.decide, name="decide"),
    path("complaints/<str:code>/daily-note/", majors.daily_note, name="daily_note"),
    path("complaints/<str:code>/parts/new/", parts.ask, name="part_ask"),
    path(
        "complaints/<str:code>/parts/<int:pk>/return/",
        parts.send_back,
        name="part_send_back",
    ),
    path(
        "complaints/<str:code>/parts/<int:pk>/call-off/",
        parts.call_off,
        name="part_call_off",
    ),
]
