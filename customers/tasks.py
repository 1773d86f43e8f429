"""What the clock starts for customers."""

from celery import shared_task
from django.utils import timezone

from customers.services import documents, imports


@shared_task
def sweep_imports() -> int:
    """Every night. Safe to run twice. Returns how many left files it deleted."""
    return imports.sweep(at=timezone.now())


@shared_task
def sweep_documents() -> int:
    """Every night. Safe to run twice. Returns how many orphaned files it deleted."""
    return documents.sweep(at=timezone.now())
