"""The interface as one: version 1, its routers, and how problems are answered."""

from django.core.exceptions import RequestDataTooBig
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yiwang.foundation.refusals import Refusal
from yiwang.interfaces.rest import problems
from yiwang.interfaces.rest.cards import cards_router, claims_router, funds_router
from yiwang.interfaces.rest.cases import router as cases
from yiwang.interfaces.rest.connectors import router as connectors
from yiwang.interfaces.rest.inbox import router as tasks

api = NinjaAPI(
    title="Yiwang",
    version="1",
    description="Raise a case without an account, follow it and act on it by its code; act on "
    "tasks by token. Read what is needed and offered, take it on by token; read community funds. "
    "Another system sends what it keeps, by a token of its own.",
    urls_namespace="rest",
    openapi_url="/openapi.json",
    docs_url=None,
)
api.add_router("/cases", cases)
api.add_router("/tasks", tasks)
api.add_router("/cards", cards_router)
api.add_router("/claims", claims_router)
api.add_router("/funds", funds_router)
api.add_router("/connectors", connectors)
api.exception_handler(Refusal)(problems.of_refusal)
api.exception_handler(ValidationError)(problems.of_validation)
api.exception_handler(AuthenticationError)(problems.of_authentication)
api.exception_handler(HttpError)(problems.of_http)
api.exception_handler(RequestDataTooBig)(problems.of_size)
