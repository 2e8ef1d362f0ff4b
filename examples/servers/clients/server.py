"""Tunnel clients: `clients.*` of `specs/openapi/tunnels.yaml`, in memory, with the standard library alone.

python server.py [--port N] [--fault change-lost|name-unbounded|foreign-read]

Listens on loopback and prints its URL. With a fault it breaks its contract in one place.
"""

import argparse
import hmac
import json
import re
import secrets
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Lock
from typing import ClassVar
from urllib.parse import parse_qsl

from contract import CREATE, FILTER, HEADERS, QUERY, UPDATE, Json, Problem, fits, merged, selects

Answer = tuple[int, dict[str, str], Json]

# The tokens of the profile, one of each class: its project and scopes, or the problem that it is.
TOKENS = {
    "example-valid-5f0d8d8e": ("prj_8Q2nV4bT6xYc1LwK", "clients:read clients:write"),
    "example-unscoped-6a0b4b53": ("prj_8Q2nV4bT6xYc1LwK", ""),
    "example-other-tenant-9d0c0c5b": ("prj_1LwK8Q2nV4bT6xYc", "clients:read clients:write"),
    "example-expired-1f6d7c2e": ("token_expired", ""),
    "example-revoked-3b8e2a91": ("token_revoked", ""),
}
BLANK = {"status": "offline", "details": {}, "labels": {}, "metadata": {}}
UNKNOWN = dict.fromkeys(("workspace", "userId", "name", "lastSeenAt"))


class Connection(BaseHTTPRequestHandler):
    """Answers one call after another. What is kept is there for all connections."""

    protocol_version, timeout, wbufsize = "HTTP/1.1", 60, -1
    clients: ClassVar[dict[str, Json]] = {}  # by id, the oldest first
    answers: ClassVar[dict[str, tuple[bytes, Answer]]] = {}  # by project and Idempotency-Key, with the body of the call
    numbers, lock, secret, fault = count(1), Lock(), secrets.token_bytes(), ""

    def answer(self) -> None:
        given = self.headers.get("Request-Id", "")
        request_id = given if fits(HEADERS["Request-Id"], given) else f"req_{secrets.token_hex(8)}"
        try:
            status, headers, body = self.perform()
        except Problem as problem:
            status, headers, body = problem.status, problem.headers, {**problem.body, "requestId": request_id}
        text = b"" if body is None else json.dumps(body).encode()
        if body is not None:
            headers = {"Content-Type": f"application/{'problem+' if status >= 400 else ''}json", **headers}
            headers["Content-Length"] = str(len(text))
        self.send_response(status)
        for name, value in {"Request-Id": request_id, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def perform(self) -> Answer:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not fits("[0-9]{1,15}", length):
            raise Problem("bad_request", Connection="close")
        # Who still sends does not hear the answer, so a little more than is allowed is read too.
        self.body = self.rfile.read(min(int(length), 1 << 23))
        if int(length) > 1 << 20:
            raise Problem("payload_too_large", Connection="close")
        path, _, query = self.path.partition("?")
        route = re.fullmatch("/v1/clients(?:/([^/]+))?", path)
        if route is None:
            raise Problem("route_not_found")
        self.id = route[1]
        operations = {"GET": (self.list, *QUERY), "POST": (self.create, "Idempotency-Key")}
        if self.id is not None:
            operations = {"GET": (self.get, "If-None-Match"), "PATCH": (self.update, "If-Match")}
            operations["DELETE"] = (self.delete, "If-Match")
        if self.command not in operations:
            raise Problem("method_not_allowed", Allow=", ".join(operations))
        self.project = self.authorized("clients:read" if self.command == "GET" else "clients:write")
        operation, *names = operations[self.command]
        sent = dict(parse_qsl(query, keep_blank_values=True))
        found = {name: (sent if name in QUERY else self.headers).get(name) for name in ("Request-Id", *names)}
        self.given = {name: value for name, value in found.items() if value is not None}
        if not fits(QUERY | HEADERS, self.given):
            raise Problem("validation_failed")
        with self.lock:
            return operation()

    def authorized(self, scope: str) -> str:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or token == "":
            raise Problem("missing_token")
        matching = (found for each, found in TOKENS.items() if hmac.compare_digest(each.encode(), token.encode()))
        project, scopes = next(matching, ("invalid_token", ""))
        if not project.startswith("prj_"):
            raise Problem(project)
        if scope not in scopes.split():
            raise Problem("insufficient_scope")
        return project

    def sent(self, media_type: str, rule: Json) -> Json:
        if self.headers.get_content_type() != media_type:
            raise Problem("unsupported_media_type")
        try:
            value = json.loads(self.body.decode())
            json.dumps(value, allow_nan=False)
        except (ValueError, RecursionError) as error:
            raise Problem("invalid_json") from error
        if not fits(rule, value):
            raise Problem("validation_failed")
        return value

    def list(self) -> Answer:
        exact = {name: value for name, value in self.given.items() if name in ("status", "userId", "name")}
        try:
            wanted = json.loads(self.given.get("filter", "{}"))
            if not fits(FILTER, wanted):
                raise Problem("invalid_filter")
            own = [each for each in self.clients.values() if each["projectId"] == self.project]
            found = [each for each in own if selects({**exact, "and": [wanted]}, each)]
        except (ValueError, RecursionError, re.error) as error:
            raise Problem("invalid_filter") from error
        newest_first, limit = self.given.get("order") != "asc", int(self.given.get("limit", "50"))
        if newest_first:
            found.reverse()
        if "cursor" in self.given:
            after = self.given["cursor"].partition(".")[0]
            if not hmac.compare_digest(self.given["cursor"].encode(), self.cursor(after).encode()):
                raise Problem("invalid_cursor")
            found = [each for each in found if each["id"] != after and (each["id"] < after) == newest_first]
        following = self.cursor(found[limit - 1]["id"]) if len(found) > limit else None
        return 200, {}, {"items": found[:limit], "nextCursor": following}

    def cursor(self, after: str) -> str:
        """An id, signed together with all that makes the list what it is."""
        whose = {**self.given, "project": self.project, "after": after, "limit": "", "cursor": "", "Request-Id": ""}
        return f"{after}.{hmac.digest(self.secret, json.dumps(whose, sort_keys=True).encode(), 'sha256').hex()}"

    def create(self) -> Answer:
        key = f"{self.project} {self.given['Idempotency-Key']}" if "Idempotency-Key" in self.given else None
        if key in self.answers:
            body, (status, headers, client) = self.answers[key]
            if body != self.body:
                raise Problem("idempotency_mismatch")
            return status, {**headers, "Idempotency-Replayed": "true"}, client
        sent = self.sent("application/json", CREATE)
        own = {"id": f"cli_{next(self.numbers):012d}{secrets.token_hex(4)}", "projectId": self.project}
        new = {**own, **UNKNOWN, **BLANK, **sent, "createdAt": now(), "version": 0}
        answer = self.stored(new, 201, Location=f"/v1/clients/{own['id']}")
        if key is not None:
            self.answers[key] = (self.body, answer)
        return answer

    def get(self) -> Answer:
        client = self.found()
        is_known = self.given.get("If-None-Match") == etag(client)
        return 304 if is_known else 200, {"ETag": etag(client)}, None if is_known else client

    def update(self) -> Answer:
        patch = self.sent("application/merge-patch+json", UPDATE)
        return self.stored({"name": None, **merged(self.found(), patch)}, 200)

    def delete(self) -> Answer:
        del self.clients[self.found()["id"]]
        return 204, {}, None

    def found(self) -> Json:
        """The client that the path names, of the version that is meant."""
        client = self.clients.get(self.id)
        if client is None or (client["projectId"] != self.project and self.fault != "foreign-read"):
            raise Problem("not_found")
        if self.given.get("If-Match", "*") not in ("*", etag(client)):
            raise Problem("version_conflict")
        return client

    def stored(self, client: Json, status: int, **headers: str) -> Answer:
        """The next version."""
        if len(client["labels"]) > 64:
            raise Problem("unprocessable")
        if len(json.dumps(client["metadata"], ensure_ascii=False).encode(errors="replace")) > 1 << 14:
            raise Problem("payload_too_large")
        client |= {"version": client["version"] + 1, "updatedAt": now()}
        if client["status"] == "online":
            client["lastSeenAt"] = client["updatedAt"]
        if status == 201 or self.fault != "change-lost":
            self.clients[client["id"]] = client
        return status, {"ETag": etag(client), **headers}, client

    def log_message(self, format: str, *args: Json) -> None:
        """Nothing: the tests call a thousand times."""


def etag(client: Json) -> str:
    return f'"{client["version"]}"'


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fault", choices=["change-lost", "name-unbounded", "foreign-read"])
    options = parser.parse_args()
    Connection.fault = options.fault
    if options.fault == "name-unbounded":
        CREATE["name"] = ".+"
    server = ThreadingHTTPServer(("127.0.0.1", options.port), Connection)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
