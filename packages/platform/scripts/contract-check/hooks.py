"""What schemathesis has to know about the platform that no schema can say. docs/contract-check.md explains each rule."""

import json
import re
import uuid

import schemathesis

LARGEST_INTEGER = 2**53 - 1
FILTER_PATH = re.compile(r"[^.]+(\.[^.]+){0,7}")
ENDPOINT = re.compile(r"https?://[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)*(/[!-~]*)?")


@schemathesis.serializer("application/sdp", "application/trickle-ice-sdpfrag")
def serialize_text(_context, value):
    """Session descriptions are text; schemathesis knows no serializer for them."""
    return str(value).encode("utf-8", "surrogatepass")


@schemathesis.hook
def before_call(_context, case, _kwargs):
    """Gives a valid case what its schema cannot ask for. Cases that are meant to be refused stay as they are."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    use_valid_headers(case.headers)
    use_valid_query(case.query)
    case.body = within_limits(case.body)
    if case.path.startswith("/v1/webhooks") and isinstance(case.body, dict):
        url = case.body.get("url")
        if isinstance(url, str) and not ENDPOINT.fullmatch(url):
            case.body["url"] = "https://shop.example/hooks/parlance"


def use_valid_headers(headers):
    """A key is for one call, a precondition for one version, and a range for one file."""
    replacements = {
        "Idempotency-Key": str(uuid.uuid4()),
        "If-Match": "*",
        "If-None-Match": '"0"',
        "Range": "bytes=0-",
    }
    for name, value in replacements.items():
        if headers is not None and name in headers:
            headers[name] = value


def use_valid_query(query):
    """A cursor comes out of an earlier page, and a filter has paths for keys."""
    if not query:
        return
    query.pop("cursor", None)
    filter_ = query.get("filter")
    if isinstance(filter_, str):
        query["filter"] = json.dumps(with_paths(json.loads(filter_)))
    elif filter_ is not None:
        query["filter"] = with_paths(filter_)


def with_paths(filter_):
    """The filter without the keys that are no paths, at any depth."""
    if isinstance(filter_, list):
        return [with_paths(part) for part in filter_]
    if not isinstance(filter_, dict):
        return filter_
    return {key: with_paths(value) for key, value in filter_.items() if FILTER_PATH.fullmatch(key)}


def within_limits(value):
    """Integers that JavaScript can hold: the platform refuses others rather than to round them."""
    if isinstance(value, list):
        return [within_limits(item) for item in value]
    if isinstance(value, dict):
        return {key: within_limits(item) for key, item in value.items()}
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-LARGEST_INTEGER, min(LARGEST_INTEGER, value))
    if isinstance(value, float) and value.is_integer() and abs(value) > LARGEST_INTEGER:
        return float(LARGEST_INTEGER)
    return value
