"""What a service says when the rules forbid a change."""


class Refused(Exception):
    """The rules forbid this change; `str()` is fit to show the user.

    `field` names the form field it is about, where it is about one.
    """

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


class Conflict(Refused):
    """Someone else changed the row meanwhile; `theirs` maps fields to what stands."""

    def __init__(self, message: str, theirs: dict):
        super().__init__(message)
        self.theirs = theirs
