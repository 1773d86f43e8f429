"""The form of the rule of the common pool."""

from customers.forms.rules import RuleForm


class PoolRuleForm(RuleForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What an empty one means stands in its own label.
        for field in self.fields.values():
            field.is_needed_at_times = not field.required
