"""The ways in: passkey, second factor, recovery code, a new password and a new address, and the way out of all of them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import CDPSession, Page

from tests.journeys.hands import Hands

Visit = Callable[..., Page]
Axe = Callable[[Page], list[str]]
PASSWORD = "a lamp over the terrace"
SECONDS = 40


def _letter(page: Page, address: str, pattern: str, *, but: str = "") -> str:
    """Read the newest letter to an address that holds what is looked for, and has not been read before."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        shown = page.request.get("/demo/mail/").text()
        for letter in re.findall(r"<article.*?</article>", shown, re.DOTALL):
            if address in letter and (found := re.search(pattern, letter)) and found.group(1) != but:
                return found.group(1)
        time.sleep(0.3)
    raise AssertionError(f"no letter to {address} holds {pattern}")


CODE = r"<p>\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*</p>"
LINK = r'href="(http[^"]*/accounts/password/reset/key/[^"]+)"'


def _account(page: Page, address: str) -> str:
    """Open an account by keyboard, and give the code that came."""
    hands = Hands(page)
    page.goto("/accounts/signup/")
    hands.write('main [name="name"]', "Ngozi Okafor")
    hands.write('main [name="email"]', address)
    hands.write('main [name="password1"]', PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/confirm-email/**")
    code = _letter(page, address, CODE)
    hands.write('main [name="code"]', code)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "confirm-email" not in url)
    return code


def _come_in(page: Page, address: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    hands = Hands(page)
    hands.write('main [name="login"]', address)
    hands.write('main [name="password"]', password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path != "/accounts/login/")


def _show_it_is_you(page: Page) -> None:
    if "reauthenticate" in page.url:
        Hands(page).write('main [name="password"]', PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "reauthenticate" not in url)


def _go_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    with page.expect_response(lambda response: response.request.method == "POST") as answered:
        Hands(page).press('main form[action="/accounts/logout/"] button')
    assert answered.value.all_headers()["clear-site-data"] == '"storage"'
    page.wait_for_url(lambda url: "logout" not in url)


def _is_in(page: Page) -> bool:
    return page.request.get("/people/profile/", max_redirects=0).status == 200


def _authenticator(page: Page) -> CDPSession:
    """Give the browser a device that keeps passkeys and knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


def _code_of_app(secret: str, at: float | None = None) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(secret, int((at or time.time()) // 30))))


def test_passkey_opens_without_a_password(visit: Visit, axe: Axe) -> None:
    page = visit()
    _account(page, "passkey@example.org")
    _authenticator(page)

    page.goto("/accounts/2fa/webauthn/add/")
    _show_it_is_you(page)
    hands = Hands(page)
    hands.write('main [name="name"]', "My phone")
    hands.press("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    page.goto("/accounts/2fa/webauthn/")
    assert "My phone" in page.locator("main").inner_text()
    assert axe(page) == []

    _go_out(page)
    assert not _is_in(page)
    page.goto("/accounts/login/?next=/learn/")
    hands.press("#passkey_login")
    page.wait_for_url(lambda url: urlsplit(url).path == "/learn/")
    assert _is_in(page)


def test_second_factor_is_asked_and_a_recovery_code_opens_once(visit: Visit, axe: Axe) -> None:
    page, address = visit(dark=True), "factor@example.org"
    hands = Hands(page)
    _account(page, address)

    page.goto("/accounts/2fa/totp/activate/")
    _show_it_is_you(page)
    assert axe(page) == []
    secret = page.locator("main code").inner_text().strip()
    hands.write('main [name="code"]', _code_of_app(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/recovery-codes/**")
    codes = page.locator("main ul code").all_inner_texts()
    assert len(codes) == 10
    assert axe(page) == []
    _go_out(page)

    _come_in(page, address)
    assert not _is_in(page)
    assert axe(page) == []
    # The code used to set up the app is used: the next half minute's is taken, too.
    hands.write('main [name="code"]', _code_of_app(secret, time.time() + 30))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "2fa" not in url)
    assert _is_in(page)
    _go_out(page)

    for is_first in (True, False):
        _come_in(page, address)
        hands.write('main [name="code"]', codes[0])
        page.keyboard.press("Enter")
        if is_first:
            page.wait_for_url(lambda url: "2fa" not in url)
            assert _is_in(page)
            _go_out(page)
        else:
            page.wait_for_selector("main .form-errors")
            assert not _is_in(page)


def test_address_and_password_change_by_mail(visit: Visit, axe: Axe) -> None:
    page, old, new = visit(), "before@example.org", "after@example.org"
    hands = Hands(page)
    used = _account(page, old)

    page.goto("/accounts/email/")
    assert axe(page) == []
    hands.write('main [name="email"]', new)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    _show_it_is_you(page)
    page.wait_for_url("**/confirm-email/**")
    assert axe(page) == []
    first = _letter(page, new, CODE, but=used)
    page.wait_for_timeout(10_500)  # another may be asked for only every ten seconds
    with page.expect_navigation():
        hands.press('button[form="resend"]')
    hands.write('main [name="code"]', _letter(page, new, CODE, but=first))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "confirm-email" not in url)
    page.goto("/accounts/email/")
    assert new in page.locator("main").inner_text()

    other = visit()
    other.goto("/accounts/login/")
    Hands(other).follow('main a[href="/accounts/password/reset/"]')
    assert axe(other) == []
    Hands(other).write('main [name="email"]', new)
    other.keyboard.press("Enter")
    other.wait_for_url("**/password/reset/done/")
    assert axe(other) == []
    other.goto(_letter(other, new, LINK))
    assert axe(other) == []
    Hands(other).write('main [name="password1"]', "three lamps by the river")
    other.keyboard.press("Enter")
    other.wait_for_url(lambda url: "reset" not in url)
    assert _is_in(other)
    assert not _is_in(page), "a new password ends what the old one opened"


def test_ended_sign_in_is_ended_in_every_process(visit: Visit, axe: Axe, sign_in: Callable[[Page, str], None]) -> None:
    here, there = visit(), visit(width=360)
    sign_in(there, "mallory")
    before = {cookie["name"]: cookie for cookie in here.context.cookies()}
    sign_in(here, "mallory")
    cookie = next(one for one in here.context.cookies() if one["name"] == "sessionid")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert before.get("sessionid") is None
    assert _is_in(there)

    here.goto("/accounts/sessions/")
    assert axe(here) == []
    with here.expect_navigation():
        Hands(here).press('main form[action^="/people/sign-ins/"] button')

    # Requests are spread over the web processes: none of them may still know this session.
    assert not any(_is_in(there) for _ in range(12))
    assert _is_in(here)


@pytest.mark.parametrize(
    ("language", "width", "is_dark"),
    [("en", 1280, False), ("en", 360, True), ("zh-CN", 360, False), ("ar", 1280, True)],
)
def test_sign_in_pages_are_for_everyone(
    visit: Visit, axe: Axe, sign_in: Callable[[Page, str], None], language: str, width: int, is_dark: bool
) -> None:
    page = visit(language=language, width=width, dark=is_dark)
    seen: dict[str, Any] = {}

    def look(address: str) -> None:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if faults := axe(page) + (["wider than the screen"] if wide else []):
            seen[address] = faults

    for address in ("login/", "signup/", "password/reset/", "password/reset/done/", "password/reset/key/1-x/"):
        look(f"/accounts/{address}")
    sign_in(page, "mallory")
    for address in ("email/", "password/change/", "2fa/", "sessions/", "logout/", "3rdparty/", "reauthenticate/"):
        look(f"/accounts/{address}")

    assert seen == {}
