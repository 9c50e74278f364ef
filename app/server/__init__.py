"""The server: a SPARQL endpoint, the questions as a web API, and pages for people; it only reads.

`application(where)` is the ASGI application. The web process talks HTTP and opens no store. A process of its own
reads it, and copies itself: these copies answer, one request at a time each, so that a request over its limit is ended
by ending its process, and another copy is there at once.
"""

from councilgraph.server.application import application
from councilgraph.server.limits import Limits

__all__ = ["Limits", "application"]
