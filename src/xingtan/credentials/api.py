"""Certificates for programs: verifying one, and one's own."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from ninja import Router, Schema

from xingtan.credentials import access, queries
from xingtan.credentials.models import Award
from xingtan.kernel import throttle
from xingtan.kernel.errors import SignInFirst
from xingtan.kernel.pages import Request

router = Router(tags=["credentials"])


class CertificateOut(Schema):
    """A certificate. ``holds`` is false once it is revoked; texts by language tag."""

    code: str
    url: str
    name: str
    latin_name: str
    course: dict[str, str]
    university: dict[str, str]
    grade: Decimal | None
    grade_name: str
    completed_at: datetime
    awarded_at: datetime
    holds: bool
    revoked_because: str


@router.get("/certificates/{code}", response=CertificateOut)
def certificate(request: Request, code: str) -> dict[str, Any]:
    """Verify a certificate by its code, without signing in."""
    throttle.count("verify", request)
    return _out(access.award_to_verify(request.user, code=code))


@router.get("/me/certificates", response=list[CertificateOut])
def certificates(request: Request) -> list[dict[str, Any]]:
    """List one's own certificates."""
    if not request.user.is_authenticated:
        raise SignInFirst
    return [_out(each) for each in queries.awards_of(request.user)]


def _out(award: Award) -> dict[str, Any]:
    revocation = getattr(award, "revocation", None)
    same = ("code", "name", "latin_name", "grade", "grade_name", "completed_at", "awarded_at")
    return {
        **{name: getattr(award, name) for name in same},
        "url": f"{settings.XINGTAN.address}{award.get_absolute_url()}",
        "course": award.course_title,
        "university": award.university_name,
        "holds": revocation is None,
        "revoked_because": revocation.reason if revocation else "",
    }
