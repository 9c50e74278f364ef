"""What went wrong, as a page for those who asked with a browser."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from councilgraph.server.negotiation import PAGE, negotiate
from councilgraph.server.pages.rendering import Address, page

if TYPE_CHECKING:
    from councilgraph.server.reply import Reply
    from starlette.requests import Request

PROBLEM = {"problem": "application/problem+json"}


def readable(reply: Reply, request: Request) -> Reply:
    """A problem as a page where the client likes pages better; any other reply as it is."""
    told = reply.media_type == PROBLEM["problem"]
    if not told or negotiate(request.headers.get("accept"), PROBLEM | PAGE) != "html":
        return reply
    document = json.loads(reply.body)
    address = Address(str(request.base_url), request.url.path, request.query_params.multi_items())
    shown = page("problem.html", address, title=document["title"], detail=document.get("detail", ""))
    return replace(reply, body=shown.body, media_type=shown.media_type)
