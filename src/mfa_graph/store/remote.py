"""Any SPARQL 1.1 server, through SPARQLWrapper."""

from __future__ import annotations

import re
import urllib.error
from typing import TYPE_CHECKING

import pyoxigraph
import SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from mfa_graph.errors import EndpointProblem, QueryProblem
from mfa_graph.store.base import Answer, Triples, answer_of

if TYPE_CHECKING:
    from SPARQLWrapper.Wrapper import QueryResult

__all__ = ["RemoteStore"]

_COMMENT_LINE = re.compile(r"^\s*#.*$", re.MULTILINE)
_GRAPH_FORMS = {"CONSTRUCT", "DESCRIBE"}


class RemoteStore:
    """The SPARQL 1.1 Protocol endpoint at `address`; a query waits `seconds` for its answer.

    Nothing is written there: an update is refused before it is sent, unless the address for updates is given too.
    """

    def __init__(self, address: str, *, update_address: str | None = None, seconds: int = 60) -> None:
        self._address = address
        self._update_address = update_address
        self._seconds = seconds

    def query(self, text: str) -> Answer:
        """Send a query by form POST (SPARQL 1.1 Protocol 2.1.2) and read the answer.

        Raises:
            QueryProblem: the text is an update, or the server finds fault with it.
            EndpointProblem: the server cannot be reached, answers with an error, or with something unreadable.
        """
        request = SPARQLWrapper.SPARQLWrapper(self._address)
        request.setTimeout(self._seconds)
        request.setMethod(SPARQLWrapper.POST)
        # SPARQLWrapper takes a word in a comment for the query's form, so it judges the query without its comment lines.
        request.setQuery(_COMMENT_LINE.sub("", text))
        request.queryString = text
        if request.isSparqlUpdateRequest():
            raise QueryProblem(
                "This is an update, and an endpoint is only ever asked.",
                remedy="send a SELECT, ASK, CONSTRUCT or DESCRIBE.",
            )
        is_graph = request.queryType in _GRAPH_FORMS
        request.setReturnFormat(SPARQLWrapper.TURTLE if is_graph else SPARQLWrapper.JSON)
        body = self._body_of(request)
        try:
            return _graph_answer(body) if is_graph else _table_answer(body)
        except (SyntaxError, ValueError) as error:
            raise EndpointProblem(
                f"{self._address} answers with something else than a SPARQL result: {error}",
                remedy="check that the address is a SPARQL endpoint and not a web page.",
            ) from error

    def update(self, text: str) -> None:
        """Send an update by form POST (SPARQL 1.1 Protocol 2.2.1).

        Raises:
            QueryProblem: no address for updates was given, or the server finds fault with the text.
            EndpointProblem: the server cannot be reached or answers with an error.
        """
        if self._update_address is None:
            raise QueryProblem(
                "This endpoint was opened for questions alone.", remedy="give the address that takes updates, too."
            )
        request = SPARQLWrapper.SPARQLWrapper(self._address, updateEndpoint=self._update_address)
        request.setTimeout(self._seconds)
        request.setMethod(SPARQLWrapper.POST)
        request.setQuery(text)
        self._body_of(request)

    def _body_of(self, request: SPARQLWrapper.SPARQLWrapper) -> bytes:
        try:
            result: QueryResult = request.query()
            body: bytes = result.response.read()
        except SPARQLWrapperException as error:
            detail = str(error).split("Response:")[-1].strip()
            if type(error).__name__ == "QueryBadFormed":
                raise QueryProblem(
                    f"{self._address} does not accept the query: {detail}", remedy="mend the query."
                ) from error
            raise EndpointProblem(
                f"{self._address} answers with an error: {detail}",
                remedy="check the address, or try again later.",
            ) from error
        except (urllib.error.URLError, OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise EndpointProblem(
                f"{self._address} cannot be reached: {reason}", remedy="check the address and the network."
            ) from error
        return body


def _graph_answer(body: bytes) -> Answer:
    quads = pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.TURTLE)
    return Triples.of(quad.triple for quad in quads)


def _table_answer(body: bytes) -> Answer:
    return answer_of(pyoxigraph.parse_query_results(body, format=pyoxigraph.QueryResultsFormat.JSON))
