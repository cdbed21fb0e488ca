"""A learner at a browser of their own, who writes down what the site acknowledged and tries again when it is gone."""

from __future__ import annotations

import http.client
import time
import urllib.parse
from collections.abc import Callable
from http.cookies import SimpleCookie
from threading import Event

GIVES_UP_AFTER_SECONDS = 120
NO_ANSWER = 0


class Learner:
    """Walks from the sign-in to the certificate, whatever dies on the way."""

    def __init__(self, port: int, email: str, password: str, run: str, problems: list[str]) -> None:
        self.email = email
        self.acknowledged: list[tuple[str, str, str]] = []
        self.unsure: list[tuple[str, str, str]] = []
        self.certificate = ""
        self._port, self._password, self._run, self._problems = port, password, run, problems
        self._cookies: dict[str, str] = {}
        self._count = 0
        self._statuses: list[int] = []

    def walk(self, enough: Event) -> None:
        """Sign in, take a place, answer wrong until it is enough, then right, and wait for the certificate."""
        self._until(self._sign_in)
        self._until(self._take_place)
        while not enough.is_set():
            for key in self._problems:
                self._answer(key, right=False)
                time.sleep(0.05)
        for key in self._problems:
            self._until(lambda key=key: self._answer(key, right=True))  # type: ignore[misc]  # bound at once
        self._until(self._see_certificate)

    def _sign_in(self) -> bool:
        self._request("GET", "/accounts/login/")
        self._request("POST", "/accounts/login/", login=self.email, password=self._password)
        if "sessionid" in self._cookies:
            return True
        # Who tries faster is taken for somebody who guesses.
        time.sleep(2)
        return False

    def _take_place(self) -> bool:
        return self._request("POST", f"{self._run}place/")[0] in (200, 303)

    def _answer(self, key: str, *, right: bool) -> bool:
        self._count += 1
        # Every answer is another one, so that the books tell which were taken, and how often.
        given = f"7.{self._count:05}" if right else f"{1000 + self._count}"
        status, _ = self._request("POST", f"{self._run}blocks/{key}/", **{"answer-q": given})
        is_taken = status in (200, 303)
        (self.acknowledged if is_taken else self.unsure).append((self.email, key, given))
        if status == 429:
            time.sleep(1)
        return is_taken

    def _see_certificate(self) -> bool:
        _, page = self._request("GET", self._run)
        found = page.partition("/certificates/")[2]
        self.certificate = found.partition("/")[0].partition('"')[0]
        return bool(self.certificate)

    def _request(self, method: str, path: str, **fields: str) -> tuple[int, str]:
        """Ask once. No whole answer is no acknowledgement."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self._cookies.get("csrftoken", "")
        connection = http.client.HTTPConnection("localhost", self._port, timeout=25)
        try:
            connection.request(method, path, urllib.parse.urlencode(fields), headers)
            response = connection.getresponse()
            body = response.read().decode()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
            self._statuses.append(NO_ANSWER)
            return NO_ANSWER, ""
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                self._cookies[name] = morsel.value
        self._statuses.append(response.status)
        return response.status, body

    def _until(self, done: Callable[[], bool]) -> None:
        until = time.monotonic() + GIVES_UP_AFTER_SECONDS
        while not done():
            if time.monotonic() > until:
                raise AssertionError(f"{self.email} gave up: the last answers were {self._statuses[-20:]}")
            time.sleep(0.2)
