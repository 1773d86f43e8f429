"""The company's calendar to begin with: office hours, and the holidays known then.

As the State Council announced them; those of 2027 are reckoned, its days made up for
not announced yet. A second run adds nothing to a calendar that stands.
"""

from django.db import migrations

MORNING_AND_AFTERNOON = ((540, 720), (780, 1020))
WORKED = ("monday", "tuesday", "wednesday", "thursday", "friday")
# Year: is it provisional?
YEARS = {2025: False, 2026: False, 2027: True}
# Day, the weekday it is worked like ("-" is off), its names.
DAYS = (
    "2025-01-01 - 元旦|New Year's Day",
    "2025-01-26 0 调休上班|Make-up working day",
    "2025-01-28 - 农历除夕|Chinese New Year's Eve",
    "2025-01-29 - 春节|Chinese New Year (Spring Festival)",
    "2025-01-30 - 春节|Chinese New Year (Spring Festival)",
    "2025-01-31 - 春节|Chinese New Year (Spring Festival)",
    "2025-02-03 - 休息日（由 2025-01-26 调休）|Day off, made up for on 2025-01-26",
    "2025-02-04 - 休息日（由 2025-02-08 调休）|Day off, made up for on 2025-02-08",
    "2025-02-08 1 调休上班|Make-up working day",
    "2025-04-04 - 清明节|Tomb-Sweeping Day",
    "2025-04-27 0 调休上班|Make-up working day",
    "2025-05-01 - 劳动节|Labor Day",
    "2025-05-02 - 劳动节|Labor Day",
    "2025-05-05 - 休息日（由 2025-04-27 调休）|Day off, made up for on 2025-04-27",
    "2025-05-31 - 端午节|Dragon Boat Festival",
    "2025-06-02 - 端午节（补假）|Dragon Boat Festival (observed)",
    "2025-09-28 1 调休上班|Make-up working day",
    "2025-10-01 - 国庆节|National Day",
    "2025-10-02 - 国庆节|National Day",
    "2025-10-03 - 国庆节|National Day",
    "2025-10-06 - 中秋节|Mid-Autumn Festival",
    "2025-10-07 - 休息日（由 2025-09-28 调休）|Day off, made up for on 2025-09-28",
    "2025-10-08 - 休息日（由 2025-10-11 调休）|Day off, made up for on 2025-10-11",
    "2025-10-11 2 调休上班|Make-up working day",
    "2026-01-01 - 元旦|New Year's Day",
    "2026-01-02 - 休息日（由 2026-01-04 调休）|Day off, made up for on 2026-01-04",
    "2026-01-04 4 调休上班|Make-up working day",
    "2026-02-14 4 调休上班|Make-up working day",
    "2026-02-16 - 农历除夕|Chinese New Year's Eve",
    "2026-02-17 - 春节|Chinese New Year (Spring Festival)",
    "2026-02-18 - 春节|Chinese New Year (Spring Festival)",
    "2026-02-19 - 春节|Chinese New Year (Spring Festival)",
    "2026-02-20 - 休息日（由 2026-02-14 调休）|Day off, made up for on 2026-02-14",
    "2026-02-23 - 休息日（由 2026-02-28 调休）|Day off, made up for on 2026-02-28",
    "2026-02-28 0 调休上班|Make-up working day",
    "2026-04-05 - 清明节|Tomb-Sweeping Day",
    "2026-04-06 - 清明节（补假）|Tomb-Sweeping Day (observed)",
    "2026-05-01 - 劳动节|Labor Day",
    "2026-05-02 - 劳动节|Labor Day",
    "2026-05-04 - 劳动节（补假）|Labor Day (observed)",
    "2026-05-05 - 休息日（由 2026-05-09 调休）|Day off, made up for on 2026-05-09",
    "2026-05-09 1 调休上班|Make-up working day",
    "2026-06-19 - 端午节|Dragon Boat Festival",
    "2026-09-20 1 调休上班|Make-up working day",
    "2026-09-25 - 中秋节|Mid-Autumn Festival",
    "2026-10-01 - 国庆节|National Day",
    "2026-10-02 - 国庆节|National Day",
    "2026-10-03 - 国庆节|National Day",
    "2026-10-05 - 国庆节（补假）|National Day (observed)",
    "2026-10-06 - 休息日（由 2026-09-20 调休）|Day off, made up for on 2026-09-20",
    "2026-10-07 - 休息日（由 2026-10-10 调休）|Day off, made up for on 2026-10-10",
    "2026-10-10 2 调休上班|Make-up working day",
    "2027-01-01 - 元旦|New Year's Day",
    "2027-02-05 - 农历除夕|Chinese New Year's Eve",
    "2027-02-06 - 春节|Chinese New Year (Spring Festival)",
    "2027-02-07 - 春节|Chinese New Year (Spring Festival)",
    "2027-02-08 - 春节|Chinese New Year (Spring Festival)",
    "2027-02-09 - 春节（补假）|Chinese New Year (Spring Festival) (observed)",
    "2027-02-10 - 春节（补假）|Chinese New Year (Spring Festival) (observed)",
    "2027-04-05 - 清明节|Tomb-Sweeping Day",
    "2027-05-01 - 劳动节|Labor Day",
    "2027-05-02 - 劳动节|Labor Day",
    "2027-05-03 - 劳动节（补假）|Labor Day (observed)",
    "2027-05-04 - 劳动节（补假）|Labor Day (observed)",
    "2027-06-09 - 端午节|Dragon Boat Festival",
    "2027-09-15 - 中秋节|Mid-Autumn Festival",
    "2027-10-01 - 国庆节|National Day",
    "2027-10-02 - 国庆节|National Day",
    "2027-10-03 - 国庆节|National Day",
    "2027-10-04 - 国庆节（补假）|National Day (observed)",
    "2027-10-05 - 国庆节（补假）|National Day (observed)",
)


def load(apps, schema_editor):
    owner = schema_editor.connection.alias
    calendars = apps.get_model("accounts", "WorkingCalendar").objects.using(owner)
    days = apps.get_model("accounts", "CalendarDay").objects.using(owner)
    years = apps.get_model("accounts", "CalendarYear").objects.using(owner)
    if calendars.filter(branch=None).exists():
        return
    week = dict.fromkeys(WORKED, MORNING_AND_AFTERNOON)
    company = calendars.create(branch=None, **week)
    for row in DAYS:
        day, follows, names = row.split(" ", 2)
        name_zh, name_en = names.split("|")
        days.create(
            calendar=company,
            day=day,
            follows=None if follows == "-" else int(follows),
            name_zh=name_zh,
            name_en=name_en,
        )
    for year, is_provisional in YEARS.items():
        years.create(year=year, is_provisional=is_provisional)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_working_calendars")]
    # Going back leaves the rows: they go with their tables.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
