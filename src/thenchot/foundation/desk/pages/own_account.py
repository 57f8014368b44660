"""The reader's own account: password, second step, sessions, and what they lent or were lent."""

from __future__ import annotations

from typing import Any

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from thenchot.foundation.access import passwords, seals, second_step, sign_ins
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import SecondStep, SignIn, User
from thenchot.foundation.access.reach import reach_of
from thenchot.foundation.desk.pages.account import CodeForm
from thenchot.foundation.desk.pages.common import answer
from thenchot.foundation.kernel.refusal import Refusal


class PasswordForm(forms.Form):
    """The password now, and the new one twice."""

    use_required_attribute = False
    old = forms.CharField(
        label=_("Password now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters; several words are easier to keep in mind than signs"),
    )
    again = forms.CharField(
        label=_("New password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_old(self) -> str:
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(gettext("This is not your password"))
        return str(self.cleaned_data["old"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        new = given.get("new")
        if new and given.get("again") and new != given["again"]:
            self.add_error("again", gettext("The two are not alike"))
        if new and new == given.get("old"):
            self.add_error("new", gettext("The new password must be another one"))
        return given


class CheckedForm(forms.Form):
    """The password again, before something that makes the account less safe."""

    use_required_attribute = False
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(gettext("This is not your password"))
        return str(self.cleaned_data["password"])


def me(request: HttpRequest) -> User:
    """The reader, freshly read."""
    found: User = User.objects.select_related("unit").get(pk=request.user.pk)
    return found


@open_to("members")
def show(request: HttpRequest) -> HttpResponse:
    """The account at a glance."""
    user = me(request)
    context = {
        "title": gettext("My account"),
        "me": user,
        "step": SecondStep.objects.filter(user=user, confirmed_at__isnull=False).first(),
        "step_needed": second_step.is_required(user),
        "n_codes": second_step.n_recovery_codes(user),
        "sign_ins": list(sign_ins.open_of(user)),
        "here": request.session.session_key,
        "holdings": reach_of(user).holdings,
    }
    return answer(request, "account", context)


@open_to("members", duty="password")
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponseBase:
    """Choose another password; every other session ends."""
    user = me(request)
    form = PasswordForm(user, request.POST if request.method == "POST" else None)
    context = {"title": gettext("Change the password"), "form": form, "temporary": passwords.is_temporary(user)}
    if not form.is_valid():
        return answer(request, "account_password", context, status=422 if form.is_bound else 200)
    try:
        passwords.set_password(user, form.cleaned_data["new"])
    except Refusal as refusal:
        form.add_error("new", refusal.said(gettext))
        return answer(request, "account_password", context, status=422)
    sign_ins.end_all(user, but=request.session.session_key)
    before = request.session.session_key
    update_session_auth_hash(request, user)
    SignIn.objects.filter(session_key=before).update(session_key=request.session.session_key)
    messages.success(request, gettext("The password is changed; you are logged out everywhere else"))
    return _duty_done(request, user)


@open_to("members", duty="second-step")
@sensitive_post_parameters()
def set_up(request: HttpRequest) -> HttpResponseBase:
    """Set up an authenticator app: scan, enter a first code, keep the recovery codes."""
    user = me(request)
    if second_step.is_on(user):
        return HttpResponseRedirect(reverse("account"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        codes = second_step.confirm(user, form.cleaned_data["code"])
        if codes is not None:
            if request.session.get(sign_ins.MUST) == "second-step":
                del request.session[sign_ins.MUST]
            return answer(request, "account_codes", {"title": gettext("Recovery codes"), "codes": codes})
        form.add_error("code", gettext("This code is wrong; look at the app's clock and enter the present one"))
    secret = second_step.begin(user)
    context = {
        "title": gettext("Set up the second step"),
        "form": form,
        "needed": second_step.is_required(user),
        "picture": segno.make(second_step.address(user, secret), error="m").svg_inline(scale=4, border=4, light="#fff"),
        "secret": second_step.spelled(secret),
    }
    return answer(request, "account_set_up", context, status=422 if form.is_bound else 200)


@open_to("members")
@sensitive_post_parameters()
def codes(request: HttpRequest) -> HttpResponseBase:
    """New recovery codes in place of the old ones."""
    user = me(request)
    if not second_step.is_on(user):
        return HttpResponseRedirect(reverse("account"))
    form = CheckedForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = second_step.new_recovery_codes(user)
        return answer(request, "account_codes", {"title": gettext("Recovery codes"), "codes": made})
    context = {
        "title": gettext("New recovery codes"),
        "form": form,
        "text": gettext("The codes you have now will work no longer."),
        "button": gettext("Make new codes"),
    }
    return answer(request, "account_check", context, status=422 if form.is_bound else 200)


@open_to("members")
@sensitive_post_parameters()
def switch_off(request: HttpRequest) -> HttpResponseBase:
    """Do without the second step, where no role asks for it."""
    user = me(request)
    if not second_step.is_on(user):
        return HttpResponseRedirect(reverse("account"))
    form = CheckedForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not second_step.is_required(user):
            second_step.switch_off(user)
            messages.success(request, gettext("The second step is switched off"))
            return HttpResponseRedirect(reverse("account"))
        form.add_error(None, gettext("A role you hold asks for the second step"))
    context = {
        "title": gettext("Switch the second step off"),
        "form": form,
        "text": gettext("The password alone will be enough to log in."),
        "button": gettext("Switch off"),
        "danger": True,
    }
    return answer(request, "account_check", context, status=422 if form.is_bound else 200)


@open_to("members")
def end_session(request: HttpRequest) -> HttpResponseBase:
    """Log out one other browser, or all others."""
    user = me(request)
    if request.method == "POST":
        others = SignIn.objects.filter(user=user).exclude(session_key=request.session.session_key)
        which = request.POST.get("which", "")
        n_ended = sign_ins.end(others if which == "others" else others.filter(pk=int(which) if which.isdigit() else 0))
        messages.success(request, gettext("Sessions ended: %(number)s") % {"number": n_ended})
    return HttpResponseRedirect(reverse("account"))


@open_to("members")
def seal(request: HttpRequest) -> HttpResponse:
    """The key under which this reader's browser keeps unsent work, so that the next reader of the device cannot open it."""
    user = me(request)
    return JsonResponse({"who": str(user.pk), "key": seals.key_of(user)})


def _duty_done(request: HttpRequest, user: User) -> HttpResponse:
    """The next thing that has to be done, or the account's page."""
    had_duty = request.session.pop(sign_ins.MUST, "")
    if duty := sign_ins.duty_of(user):
        request.session[sign_ins.MUST] = duty
        return HttpResponseRedirect(reverse("account-second-step"))
    return HttpResponseRedirect(reverse("board" if had_duty else "account"))
