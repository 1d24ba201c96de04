"""Sending encrypted and logged in, to a real mail server on loopback: or not at all."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from letters import READERS, letter, send_one
from mail_server import MailServer, mail_server

from briefing.delivery.errors import DeliveryError
from briefing.delivery.outbox import MemoryOutbox
from briefing.delivery.settings import DeliverySettings
from briefing.delivery.smtp import PASSWORD, USER, Server
from briefing.models import Brief
from briefing.pipeline import Edition
from briefing.store.records import DeliveryState


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A server without encryption."""
    with mail_server() as running:
        yield running


@pytest.fixture
def brief(sample: Edition) -> Brief:
    """The sample week's."""
    return sample.brief


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """A certificate authority that no system trusts."""
    return trustme.CA()


@pytest.fixture
def certificate(authority: trustme.CA, tmp_path: Path) -> tuple[ssl.SSLContext, str]:
    """A server's side of TLS for localhost, and the file that a client has to trust."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return context, str(path)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd knows of STARTTLS only
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_trusted_certificate_and_the_right_password(
    brief: Brief,
    certificate: tuple[ssl.SSLContext, str],
    monkeypatch: pytest.MonkeyPatch,
    security: str,
) -> None:
    """Mail goes out encrypted, after logging in."""
    context, ca_file = certificate
    monkeypatch.setenv(USER, "desk")
    monkeypatch.setenv(PASSWORD, "s3cret")
    options: dict[str, Any] = {security: context, "auth_require_tls": security == "starttls"}
    with mail_server(auth_required=True, **options) as server:
        line = send_one(server, brief, MemoryOutbox(), security=security, ca_file=ca_file)
        assert line.state is DeliveryState.SENT
        assert server.logins == ["desk"]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_an_unknown_certificate_stops_everything(
    brief: Brief, certificate: tuple[ssl.SSLContext, str], security: str
) -> None:
    """No certificate, no mail."""
    context, _ = certificate
    sides: dict[str, Any] = {security: context}
    with mail_server(**sides) as server:
        with pytest.raises(DeliveryError, match="CERTIFICATE_VERIFY_FAILED"):
            send_one(server, brief, MemoryOutbox(), security=security)
        assert server.arrived == []


def test_a_server_without_starttls_gets_nothing(server: MailServer, brief: Brief) -> None:
    """Encryption that was asked for is never silently left out."""
    with pytest.raises(DeliveryError, match="STARTTLS"):
        send_one(server, brief, MemoryOutbox(), security="starttls")
    assert server.arrived == []


def test_a_wrong_password_stops_everything(
    brief: Brief, certificate: tuple[ssl.SSLContext, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the variables to set."""
    context, ca_file = certificate
    monkeypatch.setenv(USER, "desk")
    monkeypatch.setenv(PASSWORD, "wrong")
    with (
        mail_server(starttls=context, auth_required=True) as server,
        pytest.raises(DeliveryError, match=f"log-in refused.*{USER}"),
    ):
        send_one(server, brief, MemoryOutbox(), security="starttls", ca_file=ca_file)


def test_a_password_never_crosses_a_network_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without encryption it is sent to this machine only; no connection is opened."""
    monkeypatch.setenv(USER, "desk")
    monkeypatch.setenv(PASSWORD, "s3cret")
    elsewhere = DeliverySettings(server="mail.example.kr", security="none")
    with pytest.raises(DeliveryError, match="unencrypted"):
        Server(elsewhere).send(letter(READERS[0]), lambda: None)


def test_a_password_that_python_cannot_send_is_named(
    server: MailServer, brief: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's smtplib writes ASCII only; that is said instead of a traceback."""
    monkeypatch.setenv(USER, "desk")
    monkeypatch.setenv(PASSWORD, "열쇠")
    with pytest.raises(DeliveryError, match=f"{PASSWORD} may only hold ASCII"):
        send_one(server, brief, MemoryOutbox())
