"""Addresses of complaints."""

from django.urls import path

from complaints.views import assigning, board, papers, queue, records

app_name = "complaints"
urlpatterns = [
    path("complaints/", queue.index, name="index"),
    path("complaints/board/", board.board, name="board"),
    path("complaints/<str:code>/", records.detail, name="detail"),
    path("complaints/<str:code>/assign/", assigning.assign, name="assign"),
    path("complaints/<str:code>/print/", papers.sheet, name="sheet"),
    path("complaints/<str:code>/print/full/", papers.full, name="sheet_full"),
    path("complaints/<str:code>/audit/", papers.audit, name="audit"),
]
