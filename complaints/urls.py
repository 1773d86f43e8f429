"""Addresses of complaints."""

from django.urls import path

from complaints.views import queue, records

app_name = "complaints"
urlpatterns = [
    path("complaints/", queue.index, name="index"),
    path("complaints/<str:code>/", records.detail, name="detail"),
]
