"""The whole product; importing it readies Celery, so that `.delay` finds its broker."""

from crm.celery import app as celery_app

__all__ = ["celery_app"]
