"""Django's admin, for operators: one way in, which is everybody's sign-in, and only tables that our rooms put there."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class OperatorsSite(AdminSite):
    """What operators look at when something is stuck. It changes next to nothing: rooms have actions for that."""

    site_header = site_title = _("Xingtan, for its operators")
    index_title = _("What waits, and who is here")
    enable_nav_sidebar = False

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002 - the signature is Django's
        """Send whoever is not signed in to the sign-in page, with its limits and second factor; others find nothing."""
        shown = secure_admin_login(super().admin_view(view, cacheable))

        def admitted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return cast(HttpResponseBase, shown(request, *args, **kwargs))

        return cast(View, admitted)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Have no sign-in of our own."""
        return cast(HttpResponse, self.admin_view(lambda request: redirect("admin:index"))(request))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]  # as above
        """Change the password where everybody does."""
        return redirect("account_change_password")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]  # as above
        """Sign out where everybody does."""
        return redirect("account_logout")
