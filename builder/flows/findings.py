"""What the linter can find, and how it says it.

Other checks of publishing make findings too and add their codes to the same tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from builder.fields.base import gettext_noop

Level = Literal["error", "warning"]
Where = dict[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; `where` names the step, field, route, ending or variable by UUID."""

    level: Level
    code: str
    where: Where
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Give the English sentence; the admin translates it, then fills in the params with %."""
        return (ERRORS | WARNINGS)[self.code]


def finding(code: str, where: Where, **params: Any) -> Finding:
    """Make a finding of the level that its code has."""
    return Finding("error" if code in ERRORS else "warning", code, where, params)


# An error keeps a flow from being published.
ERRORS: dict[str, str] = {
    "no_fields": gettext_noop("Nothing is asked yet: add a first field."),
    "too_many_fields": gettext_noop("An assistant can have at most %(most)s fields."),
    "no_endings": gettext_noop("There is no ending: say what happens after sending."),
    "repeated_id": gettext_noop("Two parts of the assistant have the same identifier."),
    "repeated_key": gettext_noop("The key %(key)s is used twice."),
    "bad_key": gettext_noop(
        "The key %(key)s can't be used: small letters, digits and underscores only, a letter first."
    ),
    "unknown_kind": gettext_noop("There is no kind of field named %(kind)s."),
    "bad_config": gettext_noop("The field's settings don't fit its kind."),
    "bad_max_length": gettext_noop("The longest length is more than this kind of field takes."),
    "bad_max_files": gettext_noop("So many files can't be sent at once."),
    "bad_max_mb": gettext_noop("A file can't be as large as that."),
    "bad_file_types": gettext_noop("Say which types of files are taken."),
    "bad_bounds": gettext_noop("Nobody can choose so few or so many answers."),
    "bad_min_length": gettext_noop("The shortest length is more than the longest."),
    "unknown_pattern": gettext_noop("There is no such pattern for a text."),
    "bad_range": gettext_noop("The lowest and the highest value leave no number between them."),
    "bad_decimals": gettext_noop("A number can have up to four decimal places."),
    "unknown_currency": gettext_noop("Amounts can't be asked for in this currency."),
    "bad_scale": gettext_noop(
        "The slider must lead from the lowest to the highest value in up to 1,000 equal steps."
    ),
    "bad_points": gettext_noop("A rating has three to ten points."),
    "bad_date_range": gettext_noop("The earliest and the latest date leave no day between them."),
    "bad_ages": gettext_noop("Nobody has the ages that are asked for."),
    "notice_missing": gettext_noop("Write down what the notice says."),
    "too_few_choices": gettext_noop("The field needs more choices."),
    "needless_choices": gettext_noop("This kind of field has no choices."),
    "repeated_choice_value": gettext_noop("Two choices have the same value."),
    "bad_choice_value": gettext_noop("A choice has an empty value, or one with blanks around it."),
    "bad_entries": gettext_noop("Nobody can make so few or so many entries."),
    "empty_group": gettext_noop("The group asks nothing yet: add a first field to it."),
    "not_in_group": gettext_noop("A field of this kind can't stand in a group."),
    "needless_fields": gettext_noop("Only a group has fields of its own."),
    "statement_missing": gettext_noop("Write down what people agree to."),
    "required_in_group": gettext_noop(
        "A field in a group is either always needed or never, under no condition."
    ),
    "needless_requirement": gettext_noop("Nothing is asked here, so that nothing can be needed."),
    "bad_check_level": gettext_noop("A check is either a warning or an error."),
    "field_of_a_group": gettext_noop(
        "A condition looks at a field of a group, which each entry answers anew."
    ),
    "too_many_variables": gettext_noop("An assistant can have at most %(most)s calculations."),
    "malformed_calculation": gettext_noop("A calculation can't be read."),
    "large_calculation": gettext_noop(
        "A calculation is too large: it can have %(parts)s parts on %(levels)s levels."
    ),
    "bad_number": gettext_noop("A calculation has something in it that is no number: %(number)s."),
    "dangling_source": gettext_noop("A calculation uses a field that no longer exists."),
    "wrong_source": gettext_noop("A calculation takes from a field what its kind can't give."),
    "later_variable": gettext_noop("A calculation uses itself, or one that comes only after it."),
    "bad_score": gettext_noop("The score of a choice is no number."),
    "malformed_condition": gettext_noop("A condition can't be read."),
    "dangling_field": gettext_noop("A condition looks at a field that no longer exists."),
    "later_field": gettext_noop("A condition looks at a field that is asked only later."),
    "wrong_operator": gettext_noop(
        "A condition tests a field in a way that its kind can't answer."
    ),
    "bad_operand": gettext_noop("A condition compares with something that doesn't fit."),
    "dangling_choice": gettext_noop("A condition looks at a choice that no longer exists."),
    "dangling_recall": gettext_noop("A text shows an answer that no longer exists."),
    "recall_ahead": gettext_noop("A text shows an answer that is given only later."),
    "unsaid_recall": gettext_noop(
        "A text shows an answer that fits into no sentence, such as files or a group's entries."
    ),
    "misplaced_recall": gettext_noop("Earlier answers can't be shown in this text."),
    "bad_recall": gettext_noop(
        "Double braces in a text show no answer: write {{key}} or {{key|what else is said}}."
    ),
    "bad_ending_kind": gettext_noop("There is no such kind of ending."),
    "bad_redirect_url": gettext_noop(
        "An ending that leads to another page needs an address that begins with https://."
    ),
    "nothing_is_sent": gettext_noop("Every ending turns the enquiry away: nobody could send one."),
    "dangling_target": gettext_noop("A route leads to a step or ending that no longer exists."),
    "backward_route": gettext_noop("A route leads back; routes can only lead to later steps."),
    "unreachable_step": gettext_noop("No way leads to this step."),
    "missing_text": gettext_noop("A text is missing: %(slot)s."),
    "missing_translation": gettext_noop("A text isn't translated: %(slot)s, %(locale)s."),
    "personal_without_purpose": gettext_noop("Say what this personal answer is needed for."),
    "bad_data_class": gettext_noop("Say whether the answer is personal."),
    "bad_link": gettext_noop("A link must begin with https:, mailto: or tel:."),
    "no_recipient_name": gettext_noop("Say who receives the enquiries."),
    "bad_privacy_url": gettext_noop("The address of the privacy notice must begin with https://."),
    "bad_default_locale": gettext_noop("The default language isn't among the languages."),
    "bad_time_zone": gettext_noop("There is no time zone named %(time_zone)s."),
}

# A warning can be published.
WARNINGS: dict[str, str] = {
    "unused_variable": gettext_noop(
        "Nothing uses this calculation: it is only sent along with the enquiry."
    ),
    "empty_step": gettext_noop("The step has neither fields nor a text."),
    "picture_missing": gettext_noop("A choice has no picture."),
    "unreachable_ending": gettext_noop("No way leads to this ending."),
    "route_never_asked": gettext_noop("A route before this one always applies."),
    "no_privacy_url": gettext_noop("There is no link to your privacy notice."),
    "no_contact": gettext_noop("There is no phone number or address for when nothing can be sent."),
    "no_widget_texts": gettext_noop(
        "Buttons and notices aren't translated into %(locale)s; they stand in German."
    ),
}
