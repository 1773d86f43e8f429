"""The whole: composes the apps; no app imports it."""

from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = "Weixi CRM"

    def ready(self) -> None:
        from crm import checks  # noqa: F401, PLC0415 (Django registers checks here)
