"""What people plug in for themselves: the export and the erasure of the account."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils import timezone

from xingtan.kernel import tasks
from xingtan.people import actions, registry
from xingtan.people.models import ApiKey, Person


@registry.exports("people")
def export(person: Person) -> dict[str, Any]:
    """Give what the account itself keeps."""
    return {
        "account": {
            "uid": str(person.uid),
            "email": person.email,
            "name": person.name,
            "latin_name": person.latin_name,
            "language": person.locale,
            "time_zone": person.zone,
            "joined_at": person.joined_at.isoformat(),
        },
        "addresses": list(EmailAddress.objects.filter(user=person).values("email", "verified", "primary")),
        "university_sign_ins": list(SocialAccount.objects.filter(user=person).values("provider", "uid")),
        "second_factors": list(Authenticator.objects.filter(user=person).values_list("type", flat=True)),
        "keys": list(
            ApiKey.objects.filter(person=person).order_by("pk").values("label", "start", "made_at", "used_on")
        ),
        "signed_in_from": [
            {"ip": each.ip, "browser": each.user_agent, "since": each.created_at.isoformat()}
            for each in UserSession.objects.filter(user=person)
        ],
    }


@registry.erases("people")
def erase(person: Person) -> None:
    """End every sign-in, forget every address and factor, and empty the account."""
    addresses = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    for session in UserSession.objects.filter(user=person):
        session.end()
    for model in (EmailAddress, SocialAccount, Authenticator):
        model.objects.filter(user=person).delete()
    ApiKey.objects.filter(person=person).delete()
    tasks.forget_mentions([address for address in addresses if address])
    actions.empty(person=person, now=timezone.now())
