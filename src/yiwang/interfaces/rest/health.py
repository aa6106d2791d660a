"""`/healthz`: whether this process can do its work, for whoever watches it."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 with `Retry-After` when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        headers = {"Retry-After": "3"}
        return JsonResponse({"status": "no database"}, status=503, headers=headers)
    return JsonResponse({"status": "ok"})
