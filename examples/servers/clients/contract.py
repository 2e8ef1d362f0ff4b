"""What `specs/errors.yaml` and `specs/schemas` say of tunnel clients: problems, values, filters and merge patches."""

import operator
import re
from collections.abc import Callable
from typing import Any

Json = Any

# A rule is for a text its pattern, for a list its items and its length, for an object its members by the pattern of
# their name and, under None, how many it has. A tuple allows what any of its rules allows.
LABEL, NAME, STATUS = "[A-Za-z0-9][A-Za-z0-9._/-]{0,62}", ".{1,200}", "online|offline"
LABELS, LABELS_PATCH = {LABEL: ".{0,256}", None: range(65)}, {LABEL: (".{0,256}", None), None: range(65)}
DETAILS = {"agent": ".{0,200}", "version|channel|protocolVersion|os|arch": ".{0,100}"}
CREATE = {"name": NAME, "status": STATUS, "details": DETAILS, "labels": LABELS, "metadata": dict}
UPDATE = CREATE | {"name": (NAME, None), "labels": LABELS_PATCH, None: range(1, 6)}
SCALAR = (str, int, float, bool, None)
OPERATORS = {"eq|ne": SCALAR, "n?in": [SCALAR, range(1, 101)], "prefix|matches": ".{1,200}", "exists": bool}
OPERATORS |= {"[gl]te?": (str, int, float), None: range(1, 12)}
FILTER: dict[str | None, Json] = {}
for _level in range(8):
    FILTER = {"and|or": [FILTER, range(1, 21)], "not": FILTER, ".*": (*SCALAR, OPERATORS), None: range(33)}
QUERY = {"status": STATUS, "userId": ".{1,250}", "name": NAME, "filter": ".{0,4096}"}
QUERY |= {"order": "asc|desc", "limit": "[1-9][0-9]?|100", "cursor": ".{1,1024}"}
HEADERS = {"Request-Id": "[A-Za-z0-9._-]{1,128}", "Idempotency-Key": "[!-~]{1,255}"}
HEADERS |= {"If-Match": r'\*|"[0-9]+"', "If-None-Match": '"[0-9]+"'}
PROBLEMS = {
    "bad_request": (400, "The request is malformed"),
    "invalid_json": (400, "The body is not valid JSON"),
    "validation_failed": (400, "The request does not match its schema"),
    "invalid_cursor": (400, "The cursor is not valid"),
    "invalid_filter": (400, "The filter is not valid"),
    "missing_token": (401, "No credentials were sent"),
    "invalid_token": (401, "The token is not valid"),
    "token_expired": (401, "The token has expired"),
    "token_revoked": (401, "The token was revoked"),
    "insufficient_scope": (403, "The token lacks the scope"),
    "not_found": (404, "The resource does not exist"),
    "route_not_found": (404, "There is no such path"),
    "method_not_allowed": (405, "The method is not allowed here"),
    "version_conflict": (412, "The resource has changed"),
    "payload_too_large": (413, "The content is too large"),
    "unsupported_media_type": (415, "The media type is not supported"),
    "unprocessable": (422, "The content cannot be applied"),
    "idempotency_mismatch": (422, "The key was used for another call"),
}


class Problem(Exception):
    """A refusal, by its code."""

    def __init__(self, code: str, **headers: str) -> None:
        self.status, title = PROBLEMS[code]
        super().__init__(title)
        self.body = {"type": f"https://parlance.dev/errors/{code}", "title": title, "status": self.status, "code": code}
        self.body["retryable"] = code == "token_expired"
        self.headers = headers
        if self.status == 401:
            headers["WWW-Authenticate"] = "Bearer" if code == "missing_token" else 'Bearer error="invalid_token"'


def fits(rule: Json, value: Json) -> bool:
    """Whether a value is what a rule says."""
    match rule:
        case str():
            return isinstance(value, str) and re.fullmatch(rule, value, re.DOTALL) is not None
        case tuple():
            return any(fits(each, value) for each in rule)
        case [items, length]:
            return isinstance(value, list) and len(value) in length and all(fits(items, each) for each in value)
        case dict():
            if not isinstance(value, dict) or len(value) not in rule.get(None, range(1 << 20)):
                return False
            return all(next((fits(r, v) for n, r in rule.items() if fits(n, name)), False) for name, v in value.items())
        case _:
            return value is None if rule is None else type(value) is rule


def selects(condition: Json, resource: Json) -> bool:
    """Whether a filter selects a resource. Raises `re.error` for an expression that is none."""
    for path, wanted in condition.items():
        if path in ("and", "or"):
            found = (all if path == "and" else any)(selects(each, resource) for each in wanted)
        elif path == "not":
            found = not selects(wanted, resource)
        else:
            have, tests = value_at(resource, path), wanted if isinstance(wanted, dict) else {"eq": wanted}
            found = all(MEETS[name](have, each) for name, each in tests.items())
        if not found:
            return False
    return True


def value_at(value: Json, path: str) -> Json:
    """Where a path such as `labels.env` leads. A name may have dots itself."""
    if not isinstance(value, dict) or path in value:
        return value[path] if isinstance(value, dict) else None
    head, _, rest = path.partition(".")
    return value_at(value.get(head), rest) if rest else None


def equal(have: Json, wanted: Json) -> bool:
    """As in JSON, where `true` is not 1."""
    return have == wanted and isinstance(have, bool) == isinstance(wanted, bool)


def among(have: Json, wanted: Json) -> bool:
    """Whether a value is one of those, or a list has one of them."""
    return any(equal(one, each) for one in (have if isinstance(have, list) else [have]) for each in wanted)


def compares(test: Callable[[Json, Json], bool]) -> Callable[[Json, Json], bool]:
    """The test of two texts or of two numbers; anything else fails it."""
    return lambda have, wanted: (
        any(fits(k, have) and fits(k, wanted) for k in (".*", (int, float))) and test(have, wanted)
    )


# `matches` takes Python's expressions: the standard library has no RE2, which is never slow.
MEETS: dict[str, Callable[[Json, Json], bool]] = {
    "eq": equal,
    "ne": lambda have, wanted: not equal(have, wanted),
    "in": among,
    "nin": lambda have, wanted: not among(have, wanted),
    "prefix": lambda have, wanted: isinstance(have, str) and have.startswith(wanted),
    "matches": lambda have, wanted: re.search(wanted, have if isinstance(have, str) else "") is not None,
    "exists": lambda have, wanted: (have is not None) == wanted,
    "gt": compares(operator.gt),
    "gte": compares(operator.ge),
    "lt": compares(operator.lt),
    "lte": compares(operator.le),
}


def merged(target: Json, patch: Json) -> Json:
    """What a merge patch (RFC 7396) makes of its target."""
    if not isinstance(patch, dict):
        return patch
    kept = target if isinstance(target, dict) else {}
    new = {name: merged(kept.get(name), value) for name, value in patch.items() if value is not None}
    return {name: value for name, value in kept.items() if name not in patch} | new
