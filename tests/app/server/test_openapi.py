"""The question API held to its own description, with values that nobody would think of."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from councilgraph.queries import questions

from tests.conftest import require

if TYPE_CHECKING:
    import httpx

if find_spec("schemathesis") is None:

    def test_the_api_keeps_its_description() -> None:
        require("schemathesis", False)

else:
    import schemathesis
    from councilgraph.server import openapi
    from hypothesis import HealthCheck, settings
    from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

    schema = schemathesis.openapi.from_dict(openapi.description("http://127.0.0.1/"))

    @schema.parametrize()
    @settings(max_examples=4, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def test_the_api_keeps_its_description(case: Any, client: httpx.Client) -> None:
        response = case.call(base_url=str(client.base_url))
        # A text or state that is not there is refused, though the description cannot say which are.
        # As a page, a question that lacks something is a form to fill in.
        form = response.headers["content-type"][0].startswith("text/html")
        excluded = [positive_data_acceptance, *([negative_data_rejection] if form else [])]
        case.validate_response(response, excluded_checks=excluded)
        assert response.status_code < 500 or response.status_code == 503


def test_the_description_is_served(client: httpx.Client) -> None:
    served = client.get("/openapi.json").json()
    assert served["servers"] == [{"url": str(client.base_url).rstrip("/")}]
    assert {path.removeprefix("/questions/") for path in served["paths"]} == {*questions(), "/network"}
