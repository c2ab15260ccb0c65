"""What the overview says while a tenant can't be told by mail."""

from __future__ import annotations

from django.http import HttpRequest

from relay.models import Notice
from relay.news import news_of
from tenants.access import tenant_of
from tenants.sites import Card


def to_customers(request: HttpRequest) -> list[Card]:
    """Show what was to be mailed and was not. One query, and one for each such notice."""
    unsent = Notice.objects.filter(tenant=tenant_of(request), sent_at=None, tries__gt=0)
    found = [news_of(one) for one in unsent.select_related("destination").order_by("since")]
    told = [news.in_words() for news in found if news]
    return [
        Card(one.title, one.text, one.href, one.action, order=-1, attention=True) for one in told
    ]
