"""Fields that several forms of visits ask: hours, pictures."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.ids import pk_of
from customers.pictures import MOST_BYTES, NotAPictureError, plain_jpeg
from visits.choices import MOST_PER_VISIT


class HourInput(forms.TimeInput):
    """The device's own time picker, in quarters of an hour."""

    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", attrs={"step": 900}, **kwargs)


class NumbersField(forms.Field):
    """Ids that were ticked; what is no number is nothing anyone ticked."""

    widget = forms.SelectMultiple

    def clean(self, value) -> tuple[int, ...]:
        ids = map(pk_of, value or [])
        return tuple(pk for pk in ids if pk is not None)


class PicturesInput(forms.ClearableFileInput):
    """Several files; a phone offers its camera and its album."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """At most five pictures, each decoded and drawn anew: see `customers.pictures`."""

    widget = PicturesInput

    def clean(self, data, initial=None) -> tuple:
        files = [file for file in data or [] if file]
        if len(files) > MOST_PER_VISIT:
            raise ValidationError(_("Choose at most five photos."))
        return tuple(self._picture(file) for file in files)

    def _picture(self, file):
        named = {"name": file.name, "limit": MOST_BYTES // 1024**2}
        if file.size > MOST_BYTES:
            raise ValidationError(
                ngettext(
                    "%(name)s is larger than %(limit)s MB. Choose a smaller photo.",
                    "%(name)s is larger than %(limit)s MB. Choose a smaller photo.",
                    named["limit"],
                )
                % named
            )
        try:
            return plain_jpeg(file)
        except NotAPictureError as error:
            raise ValidationError(
                _("%(name)s is no photo we can read. Choose a JPEG, PNG or WebP.")
                % named
            ) from error
