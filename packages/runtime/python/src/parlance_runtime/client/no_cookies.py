"""Clients without a memory for cookies."""

from __future__ import annotations

from http.cookiejar import CookieJar, DefaultCookiePolicy


def no_cookies() -> CookieJar:
    """A jar that takes no cookie: a client that many callers share must not carry one's session to another."""
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
