"""The first page of the day: what to do next, for each role."""

from django.shortcuts import render

from accounts.permissions import Can, require


@require(Can.USE_PRODUCT)
def index(request):
    return render(request, "today/index.html")
