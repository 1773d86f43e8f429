"""The signs a short and lasting code consists of."""

from django.core.validators import RegexValidator, slug_re
from django.utils.translation import gettext_lazy as _

code_signs = RegexValidator(
    slug_re, _("Use only Latin letters, digits, hyphens and underscores.")
)
