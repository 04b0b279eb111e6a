"""The data addresses. First version: routes grow below."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


def _not_found(_request: Request) -> Response:
    return JSONResponse({"error": "not found"}, status_code=404)


ROUTES = [Route("/api/{path:path}", _not_found)]
