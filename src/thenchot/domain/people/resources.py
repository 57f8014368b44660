"""What people shows: a person's page here, every other declaration with its noun."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.bodies import resources as bodies
from thenchot.domain.people.discipline import resources as discipline
from thenchot.domain.people.persons import actions
from thenchot.domain.people.persons import resources as persons
from thenchot.domain.people.persons.models import Person, Posting
from thenchot.domain.people.qualifications import actions as qualification_actions
from thenchot.domain.people.qualifications import resources as qualifications
from thenchot.domain.people.ratings import resources as ratings
from thenchot.domain.people.strength import actions as strength_actions
from thenchot.domain.people.strength import resources as strength
from thenchot.domain.people.strength.models import AuthorisedPost
from thenchot.domain.people.succession import resources as succession
from thenchot.domain.people.succession.models import SuccessionPlan
from thenchot.foundation.access import policy
from thenchot.foundation.desk.menu import add_page
from thenchot.foundation.desk.resource import Action, Related, Resource, Text, name_verb, register

__all__ = ["PERSONS", "bodies", "discipline", "persons", "qualifications", "ratings", "strength", "succession"]

LABELS: dict[str, Text] = {
    "number": _("Service number"),
    "name": _("Name"),
    "born_on": _("Born on"),
    "sex": _("Sex"),
    "unit": _("Unit"),
    "post": _("Post"),
    "rank": _("Rank"),
    "on": _("On"),
    "from_on": _("From"),
    "until_on": _("Until"),
    "document": _("By document"),
    "user": _("User (log-in)"),
}
LEARNED: dict[str, Text] = {
    "level": _("Qualification level"),
    "field": _("Field of study"),
    "awarded_on": _("Awarded on"),
    "valid_until": _("Valid until"),
    "institution": _("Awarded by"),
    "document": _("Diploma or certificate number"),
}
PLANNED: dict[str, Text] = {
    "year": _("Plan year"),
    "level": _("Qualification level"),
    "field": _("Field of study"),
    "institution": _("Training establishment"),
    "cost": _("Estimated cost"),
    "days": _("Estimated days"),
}

PERSONS = register(
    Resource(
        slug="people",
        model=Person,
        section="people",
        icon="users",
        columns=("number", "name", "rank", "post", "unit", "level", "left_on"),
        details=("born_on", "sex", "user", "left_document", "pseudonymised_on"),
        search=("number", "name"),
        filters=("unit", "post", "rank", "rank__category", "level", "left_on"),
        ordering=("number",),
        story=("postings", "ranks", "qualifications", "trainings"),
        related=(
            Related(title=_("Postings"), resource="postings", path="person"),
            Related(title=_("Ranks held"), resource="ranks-held", path="person"),
            Related(title=_("Qualifications"), resource="qualifications", path="person"),
            Related(title=_("Training plan"), resource="training", path="person"),
            Related(title=_("Memberships"), resource="body-memberships", path="person"),
            Related(title=_("Ratings"), resource="ratings", path="person"),
        ),
        actions=(
            Action(name="take_on", run=actions.take_on, label=_("take on"), on="none", icon="user-plus", labels=LABELS),
            Action(
                name="post_to",
                run=actions.post_to,
                label=_("post elsewhere"),
                icon="map-pin",
                labels=LABELS,
                may_leave_reach=True,
            ),
            Action(name="promote", run=actions.promote, label=_("give a rank"), icon="chevrons-up", labels=LABELS),
            Action(
                name="qualify",
                run=qualification_actions.qualify,
                label=_("write down a qualification"),
                icon="graduation-cap",
                labels=LEARNED,
                hints={"valid_until": _("For certificates that end; the first day it no longer holds")},
            ),
            Action(
                name="plan_training",
                run=qualification_actions.plan_training,
                label=_("plan training"),
                icon="school",
                labels=PLANNED,
            ),
            Action(
                name="delegate",
                run=strength_actions.delegate,
                label=_("name who stands in"),
                icon="handshake",
                labels=LABELS | {"deputy": _("Stands in"), "duty": _("For what")},
            ),
            Action(
                name="add_posting",
                run=actions.add_posting,
                label=_("write down an earlier posting"),
                icon="history",
                labels=LABELS,
                may_leave_reach=True,
            ),
            Action(
                name="correct",
                run=actions.correct,
                label=_("put right who it is"),
                icon="pen-line",
                labels=LABELS,
                needs_reason=True,
            ),
            Action(
                name="link_user", run=actions.link_user, label=_("name the log-in"), icon="key-round", labels=LABELS
            ),
            Action(
                name="leave",
                run=actions.leave,
                label=_("leaves the service"),
                icon="door-open",
                labels=LABELS,
                danger=True,
            ),
            Action(
                name="pseudonymise",
                run=actions.pseudonymise,
                label=_("pseudonymise"),
                icon="eye-off",
                labels=LABELS,
                needs_reason=True,
                danger=True,
                confirm=_(
                    "Name, number, birth and log-in go from the record and from its history on every page; facts and dates stay. "
                    "The sealed acts of the past and copies made before still hold them. This is not undone."
                ),
            ),
        ),
    )
)

name_verb("people.load_profile", _("brought in ranks and posts"))


def sees_strength(user: policy.Who) -> bool:
    """Whom the page of authorised against actual strength is for."""
    return policy.may_anywhere(user, "view", AuthorisedPost) and policy.may_anywhere(user, "view", Posting)


def sees_succession(user: policy.Who) -> bool:
    """Whom the page of succession planning is for."""
    return policy.may_anywhere(user, "view", SuccessionPlan)


add_page("people", _("Strength"), "people:strength", icon="scale", shown_to=sees_strength)
add_page("people", _("Succession"), "people:succession", icon="users-round", shown_to=sees_succession)
