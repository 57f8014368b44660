"""What is done to accounts: added, given a password and roles, switched off. Each but the password is called inside an act."""

from __future__ import annotations

from thenchot.foundation.access import defaults, lockout, passwords, second_step, sign_ins
from thenchot.foundation.access.models import AccountCare, Grant, Role, User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit


def by_name(username: str) -> User:
    """The user of this log-in name, in any letter case."""
    found: User | None = User.objects.filter(username__iexact=username).first()
    if found is None:
        raise Refusal("No user has the log-in name {name}", name=username)
    return found


def role(code: str) -> Role:
    """The role of this code; the roles an installation starts with are made when they are not there yet."""
    defaults.ensure_roles()
    found: Role | None = Role.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Role.objects.values_list("code", flat=True))
        raise Refusal("No role has the code {code}; there are: {known}", code=code, known=known)
    return found


def add(username: str, name: str, *, password: str, unit: Unit | None = None) -> User:
    """A new user who can log in at once and may see nothing yet."""
    username = tidy(username)
    if not username or " " in username:
        raise Refusal("A log-in name is one word", field="username")
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal("The log-in name {name} is taken", field="username", name=username)
    user = User(username=username, display_name=tidy(name), unit=unit)
    passwords.check(password, user)
    user.set_password(password)
    user.save()
    return user


def grant(user: User, role: Role, *, at: Unit | None) -> Grant:
    """The user holds the role at the unit and below it from today."""
    if at is None:
        raise Refusal("A role is granted at a unit; name one", field="unit")
    given = Grant(user=user, role=role, unit=at, from_on=today())
    given.save()
    return given


def make_administrator(user: User) -> None:
    """The administrator's role at every root of today."""
    roots = list(queries.roots(today()))
    if not roots:
        raise Refusal("There is no unit yet at which an administrator could be granted the role")
    administrator = role("administrator")
    for unit in roots:
        grant(user, administrator, at=unit)


def set_password(user: User, password: str) -> None:
    """A new password set for the user; it ends their sessions. It is no part of the history, so no act is needed."""
    passwords.set_password(user, password)
    sign_ins.end_all(user)


def reset_password(user: User) -> str:
    """A password good for one log-in, where it must be replaced; sessions end. Called inside an act, which remembers it."""
    AccountCare(user=user, kind=AccountCare.Kind.PASSWORD).save()
    sign_ins.end_all(user)
    lockout.unlock(user)
    return passwords.give_temporary(user)


def unlock(user: User) -> None:
    """Let the user try again before the time is over. Called inside an act, which remembers it."""
    if not lockout.unlock(user):
        raise Refusal("No failed log-in of {user} is counted", user=str(user))
    AccountCare(user=user, kind=AccountCare.Kind.UNLOCKED).save()


def reset_second_step(user: User) -> None:
    """Forget the user's authenticator app and recovery codes; sessions end. Called inside an act, which remembers it."""
    if not second_step.switch_off(user):
        raise Refusal("{user} has set up no second step", user=str(user))
    AccountCare(user=user, kind=AccountCare.Kind.SECOND_STEP).save()
    sign_ins.end_all(user)


def end_sessions(user: User) -> int:
    """Log the user out everywhere; how many sessions there were. Called inside an act, which remembers it."""
    AccountCare(user=user, kind=AccountCare.Kind.SESSIONS).save()
    return sign_ins.end_all(user)


def set_active(user: User, active: bool) -> None:
    """Switch log-in off or on; refused when it is so already."""
    if user.is_active == active:
        raise Refusal("{user} is so already", user=str(user))
    user.is_active = active
    user.save()
