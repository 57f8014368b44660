"""Logging in, in one step or two, and out; and the language of the pages."""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.i18n import set_language

from thenchot.foundation.access import lockout, passwords, second_step
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User

_PENDING = "second_step"
_WAITS = 300  # seconds from the password to the code


class LogInForm(AuthenticationForm):
    """Log-in name and password."""

    use_required_attribute = False
    error_messages = {  # noqa: RUF012  # Django declares it so
        "invalid_login": _("The log-in name or the password is wrong"),
        "inactive": _("This account is switched off"),
        "run_out": _("The password given to you has run out; an administrator gives a new one"),
    }
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if passwords.has_run_out(user):
            raise forms.ValidationError(self.error_messages["run_out"], code="run_out")


class CodeForm(forms.Form):
    """A code of the authenticator app, or a recovery code."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}),
    )


class _LogIn(LoginView):
    form_class = LogInForm
    template_name = "desk/login.html"
    redirect_authenticated_user = True

    def form_invalid(self, form: Any) -> Any:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if not second_step.is_on(user):
            return super().form_valid(form)
        self.request.session[_PENDING] = {
            "user": str(user.pk),
            "backend": user.backend,
            "next": self.get_success_url(),
            "at": time.time(),
        }
        return HttpResponseRedirect(reverse("login-second"))


@open_to("anyone")
@sensitive_post_parameters()
def log_in(request: HttpRequest) -> HttpResponseBase:
    """The log-in page."""
    return _LogIn.as_view()(request)


@open_to("anyone")
@sensitive_post_parameters()
def second(request: HttpRequest) -> HttpResponseBase:
    """The second step: who gave the right password a moment ago gives a code."""
    waiting = request.session.get(_PENDING)
    if waiting is None or time.time() - waiting["at"] > _WAITS:
        request.session.pop(_PENDING, None)
        return HttpResponseRedirect(reverse("login"))
    user = User.objects.get(pk=waiting["user"])
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "desk/second_step.html", {"form": form}, status=422 if form.is_bound else 200)
    if not user.is_active or not lockout.admits(request, user):
        return locked_out(request)
    if not second_step.check(user, form.cleaned_data["code"]):
        lockout.note_failure(request, user)
        form.add_error("code", _("This code is wrong, or was used before"))
        return render(request, "desk/second_step.html", {"form": form}, status=422)
    del request.session[_PENDING]
    login(request, user, backend=waiting["backend"])
    return HttpResponseRedirect(waiting["next"])


def locked_out(
    request: HttpRequest, _response: HttpResponse | None = None, _credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What is said after too many failures, alike for names that exist and names that do not."""
    request.session.pop(_PENDING, None)
    context = {"form": LogInForm(request), "locked_minutes": int(lockout.MINUTES)}
    return render(request, "desk/login.html", context, status=429)


@open_to("anyone")
def log_out(request: HttpRequest) -> HttpResponseBase:
    """Log out. Pages the browser kept are cleared; unsent work is not, unless its script says that there is none."""
    keeps_work = request.POST.get("clear") != "all"
    response = LogoutView.as_view()(request)
    response["Clear-Site-Data"] = '"cache"' if keeps_work else '"cache", "storage"'
    return response


@open_to("anyone")
def language(request: HttpRequest) -> HttpResponseBase:
    """Switch between Vietnamese and English and come back."""
    return set_language(request)


def onward(request: HttpRequest) -> str:
    """Where the reader wanted to go, when it is a place of ours."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)
