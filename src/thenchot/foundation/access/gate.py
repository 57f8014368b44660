"""Default deny: a page that does not say who may open it is refused, and an architecture test finds it first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from thenchot.foundation.access import drafts

Opens = Literal["anyone", "members", "tokens"]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def open_to(who: Opens) -> Callable[[View], View]:
    """Declare who may reach a page: anyone, signed-in members, or (for the API) whoever its own checks admit."""

    def mark(view: View) -> View:
        view.open_to = who  # type: ignore[attr-defined]
        return view

    return mark


def default_deny(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: looks at the view's declaration before the view runs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_view = _admit  # type: ignore[attr-defined]
    return middleware


def _admit(request: HttpRequest, view: Any, _args: object, _kwargs: object) -> HttpResponseBase | None:
    match getattr(view, "open_to", None):
        case "anyone" | "tokens":
            return None
        case "members":
            if request.user.is_authenticated:
                return None
            if request.path.startswith("/api/"):
                return JsonResponse({"title": "Sign in first", "status": 401}, status=401)
            drafts.keep(request)
            return redirect_to_login(request.get_full_path())
    raise PermissionDenied("this page does not say who may open it")
