"""A call with its retries."""

from __future__ import annotations

import itertools
from typing import TypeVar

from parlance_runtime.calls.deadline import Deadline
from parlance_runtime.calls.flow import Flow, ask
from parlance_runtime.calls.steps import Sleep, Tell
from parlance_runtime.client.configuration import check_numbers
from parlance_runtime.client.hooks import Attempt, Retry
from parlance_runtime.errors import ParlanceError
from parlance_runtime.http.attempt import Exchange, make_attempt
from parlance_runtime.http.prepare_headers import write_headers
from parlance_runtime.http.prepare_request import prepare_request
from parlance_runtime.http.retry_wait import retry_wait
from parlance_runtime.http.sending import Sending

T = TypeVar("T")


def send(sending: Sending[T]) -> Flow[Exchange[T]]:
    """Makes a call. Raises `ParlanceError`, or what a hook raised."""
    configuration, options, operation = sending.configuration, sending.options, sending.operation
    check_numbers(options.timeout, options.attempt_timeout, options.retries)
    request = prepare_request(operation, sending.values, configuration=configuration, options=options, url=sending.url)
    timeout = configuration.timeout if options.timeout is None else options.timeout
    attempt_timeout = configuration.attempt_timeout if options.attempt_timeout is None else options.attempt_timeout
    retries = configuration.retries if options.retries is None else options.retries
    clock = configuration.clock
    end = clock.now() + timeout
    for number in itertools.count(1):
        deadline = Deadline(clock, end if attempt_timeout is None else min(end, clock.now() + attempt_timeout))
        headers = write_headers(operation, request.headers)
        attempt = Attempt(operation.id, request.method, request.url, number, headers)
        try:
            return (yield from make_attempt(sending, request, attempt, deadline))
        except ParlanceError as error:
            wait = retry_wait(error, number, end - clock.now())
            if wait is None or not request.repeatable or number > retries:
                raise
            retry = Retry(wait, error)
        for hooks in configuration.hooks:
            if hooks.on_retry is not None:
                yield from ask(Tell(lambda retry, tell=hooks.on_retry, attempt=attempt: tell(attempt, retry), retry))
        yield from ask(Sleep(retry.delay))
    raise AssertionError("unreachable: the attempts are not counted out")
