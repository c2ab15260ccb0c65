"""Days and times in English: the day first, the month in words, 24 hours.

Django's own are American: 03/11 would be read as either day, and "3 p.m." ends a sentence
with two full stops.
"""

from __future__ import annotations

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
