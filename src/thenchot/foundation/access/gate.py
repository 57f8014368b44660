"""Default deny: a page that does not say who may open it is refused, and an architecture test finds it first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from thenchot.foundation.access import drafts, sign_ins

Opens = Literal["anyone", "members", "tokens"]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
# Where a user who has to do something first is sent, by what it is; the names of addresses.
DUTIES = {"password": "account-password", "second-step": "account-second-step"}
_KEEP_NOTHING = "private, no-store"


def open_to(who: Opens, *, duty: str = "") -> Callable[[View], View]:
    """Declare who may reach a page: anyone, signed-in members, or (for the API) whoever its own checks admit.

    The page on which a `duty` is done is open to those who have to do it before anything else.
    """

    def mark(view: View) -> View:
        view.open_to = who  # type: ignore[attr-defined]
        view.duty = duty  # type: ignore[attr-defined]
        return view

    return mark


def default_deny(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: looks at the view's declaration before the view runs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "for_members", False):
            # What one reader saw must not come back from a store for the next one.
            response.headers.setdefault("Cache-Control", _KEEP_NOTHING)
        return response

    middleware.process_view = _admit  # type: ignore[attr-defined]
    return middleware


def _admit(request: HttpRequest, view: Any, _args: object, _kwargs: object) -> HttpResponseBase | None:
    match getattr(view, "open_to", None):
        case "anyone":
            return None
        case "tokens":
            return _refused(request) if request.user.is_authenticated and request.session.get(sign_ins.MUST) else None
        case "members":
            request.for_members = True  # type: ignore[attr-defined]
            return _member(request, view)
    raise PermissionDenied("this page does not say who may open it")


def _member(request: HttpRequest, view: Any) -> HttpResponseBase | None:
    if not request.user.is_authenticated:
        if request.path.startswith("/api/"):
            return JsonResponse({"title": "Sign in first", "status": 401}, status=401)
        drafts.keep(request)
        return redirect_to_login(request.get_full_path())
    sign_ins.seen(request)
    duty = request.session.get(sign_ins.MUST)
    if not duty or view.duty == duty:
        return None
    return _refused(request) if request.path.startswith("/api/") else HttpResponseRedirect(reverse(DUTIES[duty]))


def _refused(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"title": "First do this", "status": 403, "detail": reverse(_duty_page(request))}, status=403)


def _duty_page(request: HttpRequest) -> str:
    return DUTIES[request.session[sign_ins.MUST]]
