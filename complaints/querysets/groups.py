"""Questions about complaints of several customers together."""

from django.db import models


class GroupMemberQuerySet(models.QuerySet):
    def customer_count(self) -> int:
        """Count the customers; each who gave no name is one more. One query."""
        counts = self.aggregate(
            named=models.Count("complaint__customer", distinct=True),
            nameless=models.Count("pk", filter=models.Q(complaint__customer=None)),
        )
        return counts["named"] + counts["nameless"]
