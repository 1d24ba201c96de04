"""Sending to a real mail server on loopback, with everything that can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from letters import READERS, letter, send_one, settings
from mail_server import (
    DAWDLE,
    DROP_AFTER_DOT,
    DROP_IN_DATA,
    MailServer,
    mail_server,
)

from briefing.delivery.errors import DeliveryError
from briefing.delivery.message import Letter
from briefing.delivery.outbox import MemoryOutbox, Outbox
from briefing.delivery.sending import Pace, send_letters
from briefing.delivery.smtp import Server
from briefing.delivery.stored import StoredOutbox
from briefing.models import Brief
from briefing.pipeline import Edition
from briefing.store.database import Database
from briefing.store.records import Delivery, DeliveryState

IMPATIENT = Pace(retries=2)

Send = Callable[..., dict[str, Delivery]]


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A server without encryption."""
    with mail_server() as running:
        yield running


@pytest.fixture(params=["memory", "store"])
def outbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Outbox]:
    """Each kind of outbox in turn."""
    if request.param == "memory":
        yield MemoryOutbox()
        return
    database = Database(str(tmp_path / "store.db"))
    yield StoredOutbox(database)
    database.close()


@pytest.fixture
def brief(sample: Edition) -> Brief:
    """The sample week's."""
    return sample.brief


@pytest.fixture
def send(server: MailServer, outbox: Outbox, brief: Brief) -> Send:
    """Sends to the readers; returns how it ended for each."""

    def sending(pace: Pace = IMPATIENT, letters: list[Letter] | None = None) -> dict[str, Delivery]:
        transport = Server(settings(server), final_timeout=5)
        lines = send_letters(
            letters or [letter(reader) for reader in READERS],
            brief,
            "default",
            outbox=outbox,
            transport=transport,
            pace=pace,
        )
        return {line.recipient: line for line in lines}

    return sending


def test_each_reader_gets_it_once_and_a_second_run_sends_nothing(
    send: Send, server: MailServer
) -> None:
    """The contents arrive byte for byte; sending again changes nothing."""
    assert {line.state for line in send().values()} == {DeliveryState.SENT}
    assert {line.state for line in send().values()} == {DeliveryState.SENT}
    assert server.counts() == dict.fromkeys(READERS, 1)
    assert dict(server.arrived) == {reader: letter(reader).content for reader in READERS}


@pytest.mark.parametrize("fault", ["451 busy", "RCPT 450 greylisted", DROP_IN_DATA, "421 closing"])
def test_a_passing_fault_is_tried_again(send: Send, server: MailServer, fault: str) -> None:
    """4xx and broken connections: the reader gets it on the next try, the others once."""
    server.script[READERS[1]] = [fault]
    lines = send()
    assert server.counts() == dict.fromkeys(READERS, 1)
    assert lines[READERS[1]].state is DeliveryState.SENT
    assert lines[READERS[1]].tries == 2


@pytest.mark.parametrize("fault", ["554 spam", "RCPT 550 no such user"])
def test_a_refusal_is_final(send: Send, server: MailServer, fault: str) -> None:
    """5xx: no retry, the server's words are kept, and the others get theirs."""
    server.script[READERS[1]] = [fault, fault, fault]
    lines = send()
    assert lines[READERS[1]].state is DeliveryState.REFUSED
    assert lines[READERS[1]].detail == fault.removeprefix("RCPT ")
    send()
    assert server.script[READERS[1]] == [fault, fault]
    assert sorted(server.counts()) == sorted({*READERS} - {READERS[1]})


def test_who_has_to_wait_longer_waits_in_the_outbox(send: Send, server: MailServer) -> None:
    """After the last retry the line is queued, with the reason; the next run sends it."""
    server.script[READERS[0]] = ["451 busy"] * 3
    lines = send()
    assert lines[READERS[0]].state is DeliveryState.QUEUED
    assert lines[READERS[0]].detail == "451 busy"
    assert send()[READERS[0]].state is DeliveryState.SENT
    assert server.counts() == dict.fromkeys(READERS, 1)


def test_retries_wait_longer_each_time_and_letters_keep_their_distance(
    send: Send, server: MailServer
) -> None:
    """Two seconds between letters (30 a minute); 60, then 120 seconds before the retries."""
    server.script[READERS[0]] = ["451 busy"] * 3
    slept: list[float] = []
    send(Pace(interval=2, retries=2, retry_wait=60, sleep=slept.append))
    assert slept == [2, 2, 2, 60, 120]


def test_a_slow_answer_is_waited_for(send: Send, server: MailServer) -> None:
    """A server that takes longer over the dot than over other commands has not failed."""
    server.script[READERS[2]] = [DAWDLE]
    assert send()[READERS[2]].state is DeliveryState.SENT
    assert server.counts() == dict.fromkeys(READERS, 1)


def test_no_answer_to_the_dot_is_the_one_case_of_a_second_copy(
    send: Send, server: MailServer
) -> None:
    """The server took it and broke off: it goes again under the same Message-ID."""
    server.script[READERS[2]] = [DROP_AFTER_DOT]
    assert send()[READERS[2]].state is DeliveryState.SENT
    assert server.counts() == {**dict.fromkeys(READERS, 1), READERS[2]: 2}
    copies = {content for reader, content in server.arrived if reader == READERS[2]}
    assert copies == {letter(READERS[2]).content}


def test_a_correction_goes_to_everyone_even_who_had_the_first(
    send: Send, server: MailServer
) -> None:
    """Another Message-ID for the same reader takes the line over."""
    server.script[READERS[0]] = ["451 busy"] * 3
    send()
    lines = send(letters=[letter(reader, issue=1) for reader in READERS])
    assert {line.state for line in lines.values()} == {DeliveryState.SENT}
    assert server.counts() == {**dict.fromkeys(READERS, 2), READERS[0]: 1}


def test_who_left_the_list_gets_nothing_more(send: Send, server: MailServer) -> None:
    """A reader who waits and is taken off the list is refused; put back, queued again."""
    server.script[READERS[0]] = ["451 busy"] * 3
    send()
    lines = send(letters=[letter(reader) for reader in READERS[1:]])
    assert lines[READERS[0]].state is DeliveryState.REFUSED
    assert READERS[0] not in server.counts()
    assert send()[READERS[0]].state is DeliveryState.SENT


def test_two_processes_never_send_the_same_letter(outbox: Outbox, brief: Brief) -> None:
    """Whoever marks the line second is told to stop before the dot."""
    outbox.queue(brief, "default", {READERS[0]: "<1@example.kr>"})
    (line,) = outbox.deliveries(brief.edition, "default")
    outbox.start(line)
    with pytest.raises(DeliveryError, match="another process"):
        outbox.start(line)


def test_a_sender_that_the_server_does_not_take_stops_everything(
    server: MailServer, brief: Brief
) -> None:
    """That is the desk's mistake, so no reader is marked as refused for it."""

    async def handle_MAIL(*_: object) -> str:  # noqa: N802
        return "550 not yours"

    server.handle_MAIL = handle_MAIL  # type: ignore[attr-defined]
    outbox = MemoryOutbox()
    with pytest.raises(DeliveryError, match="not yours"):
        send_one(server, brief, outbox)
    (line,) = outbox.deliveries(brief.edition, "default")
    assert line.state is DeliveryState.QUEUED


def test_a_mail_larger_than_the_server_takes_is_not_begun(brief: Brief) -> None:
    """The limit that the server announces is heeded."""
    with mail_server(data_size_limit=1000) as server:
        large = replace(letter(READERS[0]), content=b"x" * 2000)
        with pytest.raises(DeliveryError, match="takes"):
            send_one(server, brief, MemoryOutbox(), large)
        assert server.envelopes == 0


def test_a_server_that_is_down_costs_one_try_a_pass(brief: Brief) -> None:
    """Nobody else is tried while there is no connection; all wait."""
    with mail_server() as server:
        pass
    outbox = MemoryOutbox()
    lines = send_letters(
        [letter(reader) for reader in READERS],
        brief,
        "default",
        outbox=outbox,
        transport=Server(settings(server)),
        pace=Pace(),
    )
    assert [line.tries for line in lines] == [1, 0, 0, 0]
    assert {line.state for line in lines} == {DeliveryState.QUEUED}
