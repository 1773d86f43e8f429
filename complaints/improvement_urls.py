"""Addresses of improvements."""

from django.urls import path

from complaints.views import improvement_board, improvements

app_name = "improvements"
ONE = "improvements/<str:code>/"
urlpatterns = [
    path("improvements/", improvement_board.index, name="index"),
    path("improvements/new/", improvements.create, name="create"),
    path(ONE, improvements.detail, name="detail"),
    path(f"{ONE}edit/", improvements.edit, name="edit"),
    path(f"{ONE}note/", improvements.note, name="note"),
    path(f"{ONE}finish/", improvements.finish, name="finish"),
    path(f"{ONE}drop/", improvements.drop, name="drop"),
    path(f"{ONE}complaints/", improvements.link, name="link"),
    path(f"{ONE}effect/<int:days>/judge/", improvements.judge, name="judge"),
]
