"""What the server of the list benches answers: the house, and beside it one bare indexed read as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from thenchot.config.wsgi import application as house

ROWS = 50
READ = (
    "SELECT e.id, t.name, u.name, e.serial_number, e.grade, e.graded_on, e.quantity"
    " FROM materiel_equipment e JOIN materiel_type t ON t.id = e.type_id"
    " LEFT JOIN organisation_unit u ON u.id = e.unit_id ORDER BY e.id LIMIT %s"
)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """WSGI: /bare/ reads the rows and writes them; everything else is the house's."""
    if environ["PATH_INFO"] != "/bare/":
        return house(environ, start_response)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(READ, [ROWS])
        text = "\n".join("\t".join(map(str, row)) for row in cursor.fetchall())
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [text.encode()]
