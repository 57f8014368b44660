"""Logging in and out, and the language of the pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

from thenchot.foundation.access.gate import open_to


class LogInForm(AuthenticationForm):
    """Log-in name and password."""

    use_required_attribute = False
    error_messages = {  # noqa: RUF012  # Django declares it so
        "invalid_login": _("The log-in name or the password is wrong"),
        "inactive": _("This account is switched off"),
    }
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class _LogIn(LoginView):
    form_class = LogInForm
    template_name = "desk/login.html"
    redirect_authenticated_user = True

    def form_invalid(self, form: Any) -> Any:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@open_to("anyone")
def log_in(request: HttpRequest) -> HttpResponseBase:
    """The log-in page."""
    return _LogIn.as_view()(request)


@open_to("anyone")
def log_out(request: HttpRequest) -> HttpResponseBase:
    """Log out; what the browser kept of the pages is cleared."""
    response = LogoutView.as_view()(request)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@open_to("anyone")
def language(request: HttpRequest) -> HttpResponseBase:
    """Switch between Vietnamese and English and come back."""
    return set_language(request)
