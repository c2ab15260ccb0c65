"""Mails that came back, in the shapes in which mail servers write them."""

from __future__ import annotations

from collections.abc import Callable

# What servers send back of the mail; nothing in it counts.
_SENT = """\
From: Zenflow <zenflow@forms.example>
Subject: Neue Anfrage: Hausrat
Message-ID: <dlv_0000@forms.example>
"""


def postfix(to: str, address: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    return f"""\
Return-Path: <>
X-Original-To: {to}
Delivered-To: {to}
Received: by mx.alpha.example (Postfix) id 4Xk2Jb0ZbXz1; Mon, 23 Nov 2026 02:00:01 +0000 (UTC)
Date: Mon, 23 Nov 2026 02:00:01 +0000 (UTC)
From: MAILER-DAEMON@mx.alpha.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4Xk2JZ6Lz1z1.1795399201/mx.alpha.example"

This is a MIME-encapsulated message.

--4Xk2JZ6Lz1z1.1795399201/mx.alpha.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.alpha.example.

<{address}>: host mx.alpha.example[192.0.2.7] said: 550 5.1.1 User unknown

--4Xk2JZ6Lz1z1.1795399201/mx.alpha.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.alpha.example
X-Postfix-Queue-ID: 4Xk2JZ6Lz1z1
X-Postfix-Sender: rfc822; {to}
Arrival-Date: Mon, 23 Nov 2026 02:00:00 +0000 (UTC)

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.alpha.example
Diagnostic-Code: smtp; 550 {status} <{address}>: Recipient address rejected

--4Xk2JZ6Lz1z1.1795399201/mx.alpha.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

{_SENT}
--4Xk2JZ6Lz1z1.1795399201/mx.alpha.example--
""".encode()


def exim(to: str, address: str) -> bytes:
    return f"""\
Return-path: <>
Envelope-to: {to}
X-Failed-Recipients: {address}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.alpha.example>
To: {to}
References: <dlv_0000@forms.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=1795399201-eximdsn-804289383
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender

--1795399201-eximdsn-804289383
Content-type: text/plain; charset=us-ascii

A message that you sent could not be delivered to one or more of its recipients.

  {address}
    Unrouteable address

--1795399201-eximdsn-804289383
Content-type: message/delivery-status

Reporting-MTA: dns; mx.alpha.example

Action: failed
Final-Recipient: rfc822;{address}
Status: 5.0.0

--1795399201-eximdsn-804289383
Content-type: message/rfc822

{_SENT}
Ein Text, der nicht zählt.

--1795399201-eximdsn-804289383--
""".encode()


def older_exim(to: str, address: str) -> bytes:
    return f"""\
Return-path: <>
Envelope-to: {to}
X-Failed-Recipients: {address}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.alpha.example>
To: {to}
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

  {address}
    SMTP error from remote mail server after RCPT TO:<{address}>:
    550 5.1.1 no such user

------ This is a copy of the message, including all the headers. ------

{_SENT}
""".encode()


def exchange(to: str, address: str) -> bytes:
    return f"""\
From: <postmaster@alpha.example>
To: <{to}>
Date: Mon, 23 Nov 2026 02:00:02 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9b5a6c9d-1f2e-4a47-9e8c-2f3a4b5c6d7e"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: de-DE
Message-ID: <0f1e2d3c@EXCH01.alpha.example>
In-Reply-To: <dlv_0000@forms.example>
Subject: =?utf-8?B?VW56dXN0ZWxsYmFyOiBOZXVlIEFuZnJhZ2U=?=
Auto-Submitted: auto-replied

--9b5a6c9d-1f2e-4a47-9e8c-2f3a4b5c6d7e
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="5b29c6a1-0c55-44a0-9a3c-9f8e7d6c5b4a"

--5b29c6a1-0c55-44a0-9a3c-9f8e7d6c5b4a
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Ihre Nachricht an {address} konnte nicht zugestellt werden.

--5b29c6a1-0c55-44a0-9a3c-9f8e7d6c5b4a
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PGh0bWw+PC9odG1sPg==

--5b29c6a1-0c55-44a0-9a3c-9f8e7d6c5b4a--

--9b5a6c9d-1f2e-4a47-9e8c-2f3a4b5c6d7e
Content-Type: message/delivery-status

Reporting-MTA: dns;EXCH01.alpha.example
Received-From-MTA: dns;forms.example
Arrival-Date: Mon, 23 Nov 2026 02:00:01 +0000

Original-Recipient: rfc822;{address.upper()}
Final-Recipient: rfc822;{address}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found

--9b5a6c9d-1f2e-4a47-9e8c-2f3a4b5c6d7e
Content-Type: message/rfc822

{_SENT}
--9b5a6c9d-1f2e-4a47-9e8c-2f3a4b5c6d7e--
""".encode()


def gmail(to: str, address: str) -> bytes:
    return f"""\
Return-Path: <>
Content-Type: multipart/report; boundary="000000000000a1b2c30627f1e2d3"; report-type=delivery-status
To: {to}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <dlv_0000@forms.example>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
X-Failed-Recipients: {address}
Message-ID: <67417a00.170a0220.1b2c3.0001.GMR@mx.google.com>

--000000000000a1b2c30627f1e2d3
Content-Type: multipart/related; boundary="000000000000a1b2d30627f1e2d4"

--000000000000a1b2d30627f1e2d4
Content-Type: multipart/alternative; boundary="000000000000a1b2d80627f1e2d5"

--000000000000a1b2d80627f1e2d5
Content-Type: text/plain; charset="UTF-8"

** Address not found **

--000000000000a1b2d80627f1e2d5--
--000000000000a1b2d30627f1e2d4--
--000000000000a1b2c30627f1e2d3
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Received-From-MTA: dns; zenflow@forms.example
Arrival-Date: Sun, 22 Nov 2026 18:00:00 -0800 (PST)
X-Original-Message-ID: <dlv_0000@forms.example>

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Remote-MTA: dns; gmail-smtp-in.l.google.com. (2001:db8::1a, the server for the domain.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
Last-Attempt-Date: Sun, 22 Nov 2026 18:00:02 -0800 (PST)

--000000000000a1b2c30627f1e2d3
Content-Type: message/rfc822

{_SENT}
--000000000000a1b2c30627f1e2d3--
""".encode()


Shape = Callable[[str, str], bytes]
SHAPES: dict[str, tuple[Shape, str]] = {
    "postfix": (postfix, "5.1.1"),
    "exim": (exim, "5.0.0"),
    "an older exim": (older_exim, ""),
    "exchange": (exchange, "5.1.10"),
    "gmail": (gmail, "5.1.1"),
}
