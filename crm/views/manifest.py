"""What a phone needs to put the product on its home screen."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _


@login_not_required
def manifest(request):
    """Answer in the stranger's language: browsers ask for it without a session."""
    icons = [
        {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {
            "src": static("img/icon-512.png"),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "any maskable",
        },
    ]
    content = {
        "name": _("Weixi CRM"),
        "short_name": _("Weixi"),
        "lang": request.LANGUAGE_CODE,
        "start_url": "/today/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f5f7fa",
        "theme_color": "#1a5fb4",
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json")
