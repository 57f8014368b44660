"""What was typed into a form whose session had ended: kept until the same person has logged in again, then given back once."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

_KEY = "draft"
AT_MOST = 100_000  # characters: a form, not a file


def keep(request: HttpRequest) -> None:
    """Keep a form sent without a session. It names whose it is (`who`); nobody else is shown it."""
    text = request.POST.urlencode() if request.method == "POST" else ""
    if request.POST.get("who") and len(text) <= AT_MOST:
        request.session[_KEY] = {"path": request.path, "text": text}


def take(request: HttpRequest) -> QueryDict | None:
    """The reader's kept form for this address, if there is one; it is dropped from the store, whoever's it was."""
    kept = request.session.get(_KEY)
    if kept is None or kept["path"] != request.path:
        return None
    del request.session[_KEY]
    form = QueryDict(kept["text"])
    return form if form.get("who") == str(request.user.pk) else None
