"""The whole: composes the apps; no app imports it."""

from django.apps import AppConfig

# Celery is readied with the apps, so that `.delay` finds its broker in every process.
from crm.celery import app as celery_app


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = "Weixi CRM"
    celery = celery_app

    def ready(self) -> None:
        from crm import checks  # noqa: F401, PLC0415 (Django registers checks here)
