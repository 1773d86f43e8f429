"""Addresses of signing in, of one's own settings, and of the administrator's site."""

from django.urls import path

from accounts.admin import site
from accounts.views import notices, profile, records, see_as, sign_in

urlpatterns = [
    path("login/", sign_in.sign_in, name="login"),
    path("logout/", sign_in.sign_out, name="logout"),
    path("stay/", sign_in.stay, name="stay"),
    path("language/", profile.language, name="language"),
    path("me/", profile.me, name="me"),
    path("me/password/", profile.password, name="my_password"),
    path("me/shortcuts/", profile.shortcuts, name="shortcuts"),
    path("me/notices/", notices.settings, name="my_notices"),
    path("inbox/", notices.inbox, name="inbox"),
    path("inbox/read/", notices.read, name="inbox_read"),
    path("inbox/<int:pk>/", notices.record, name="inbox_record"),
    path("audit/", records.audit_trail, name="audit"),
    path("see-as/end/", see_as.end, name="see_as_end"),
    path("see-as/<int:pk>/", see_as.start, name="see_as"),
    path("admin/", site.urls),
]
