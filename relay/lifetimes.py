"""How long every table of this instance keeps its rows, and why; docs/retention.md says the same."""

from __future__ import annotations

from enum import Enum


class Lifetime(Enum):
    """What ends a row."""

    HOLD = "destroyed with the delivery, at the latest when the hold ends (`HOLD_DAYS`)"
    EPOCH = "destroyed once nothing held needs it, within about a day of its hour or of the hold"
    EVIDENCE = "deleted after `EVIDENCE_DAYS`, or sooner where the tenant says so; nothing personal"
    LOG = "deleted after `EVIDENCE_DAYS`, or sooner where the tenant says so; who, when and what, no contents"
    PREVIEW = "deleted `EVIDENCE_DAYS` after the link ended"
    SESSION = "deleted 12 hours after the log-in"
    LINK = "deleted once it was used, and with its person"
    DESIGN = "stays until the tenant deletes it: what is asked, and where enquiries go, not what is answered"
    FROZEN = "stays as long as its assistant, as evidence of what people were asked; a test's goes after 30 days"
    PEOPLE = "stays until somebody is taken off the instance: who works here, and for whom"
    FIXED = "says nothing about anybody; filled when the instance is set up"
    CLOCK = "one row that says how far the instance has come"


LIFETIMES: dict[str, Lifetime] = {
    "relay.HeldPayload": Lifetime.HOLD,
    "relay.HeldFile": Lifetime.HOLD,
    "relay.EpochKey": Lifetime.EPOCH,
    "relay.KeyEpoch": Lifetime.EVIDENCE,
    "relay.Submission": Lifetime.EVIDENCE,
    "relay.Delivery": Lifetime.EVIDENCE,
    "relay.Attempt": Lifetime.EVIDENCE,
    "relay.Receipt": Lifetime.EVIDENCE,
    "relay.Notice": Lifetime.EVIDENCE,
    "relay.Destination": Lifetime.DESIGN,
    "relay.Watermark": Lifetime.CLOCK,
    "relay.Sweep": Lifetime.CLOCK,
    "admin.LogEntry": Lifetime.LOG,
    "sessions.Session": Lifetime.SESSION,
    "builder.PreviewLink": Lifetime.PREVIEW,
    "builder.FlowVersion": Lifetime.FROZEN,
    "builder.Assistant": Lifetime.DESIGN,
    "builder.AssistantLook": Lifetime.DESIGN,
    "builder.Asset": Lifetime.DESIGN,
    "builder.Step": Lifetime.DESIGN,
    "builder.Ending": Lifetime.DESIGN,
    "builder.Route": Lifetime.DESIGN,
    "builder.Field": Lifetime.DESIGN,
    "builder.Choice": Lifetime.DESIGN,
    "builder.Check": Lifetime.DESIGN,
    "builder.Text": Lifetime.DESIGN,
    "builder.Variable": Lifetime.DESIGN,
    "tenants.Tenant": Lifetime.PEOPLE,
    "tenants.Look": Lifetime.PEOPLE,
    "tenants.Member": Lifetime.PEOPLE,
    "tenants.User": Lifetime.PEOPLE,
    "tenants.User_groups": Lifetime.PEOPLE,
    "tenants.User_user_permissions": Lifetime.PEOPLE,
    "account.EmailAddress": Lifetime.PEOPLE,
    "account.EmailConfirmation": Lifetime.LINK,
    "auth.Permission": Lifetime.FIXED,
    "auth.Group": Lifetime.FIXED,
    "auth.Group_permissions": Lifetime.FIXED,
    "contenttypes.ContentType": Lifetime.FIXED,
}
