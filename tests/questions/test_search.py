"""Things are found by name, whatever people do to names."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mfa_graph.assets import Content
from mfa_graph.errors import UsageProblem, WrongValue
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.search import WAYS, Found, Named, Search, read_named
from mfa_graph.questions.spelling import Spelling
from mfa_graph.store.remote import RemoteStore
from mfa_graph.vocabulary import BASE, MFA
from tests.questions.search.judged import rank, read_judged, success
from tests.servers import oxigraph_server

KATHMANDU = [
    BASE + f"id/instrument/{end}" for end in ("cp-kathmandu-declaration-2018", "saarc-kathmandu-declaration-2014")
]
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def named(whole: KnowledgeGraph, content: Content) -> list[Named]:
    """Everything in the whole graph that has a name."""
    return read_named(whole, content)


@pytest.fixture(scope="module")
def search(named: list[Named]) -> Search:
    """The search over the whole graph."""
    return Search(named)


def thing(number: int, *names: str, standing: int = 1) -> Named:
    """A thing of tests with some English names, the first its label."""
    return Named(f"https://example.org/{number}", names[0], "Thing", dict.fromkeys(names, ("en",)), standing)


def things(found: Sequence[Found]) -> list[str]:
    """What was found, by its IRIs."""
    return [each.thing for each in found]


def test_judged_queries_are_found(search: Search) -> None:
    """Of 60 judged queries at least nine in ten have the thing that is meant among the first three."""
    judged = read_judged()
    assert len({each.query for each in judged}) == len(judged) == 60
    assert success([rank(search, each) for each in judged], 3) >= 0.9


def test_judged_queries_are_of_all_kinds(named: list[Named]) -> None:
    """The judged queries depart from names in eight ways, at least four of each, and mean things that are there."""
    judged = read_judged()
    counts = Counter(each.how for each in judged)
    assert len(counts) == 8
    assert min(counts.values()) >= 4
    assert {each.expected for each in judged} <= {each.thing for each in named}


@pytest.mark.parametrize(
    ("text", "way", "name"),
    [
        ("Viet Nam", "name", "Viet Nam"),
        ("viet-nam", "spelling", "Vietnam"),
        ("VIỆT NAM", "spelling", "Vietnam"),
        ("vetnam", "transliteration", "Вьетнам"),
        ("vie", "beginning", "Vietnam"),
        ("Vietnma", "near", "Vietnam"),
    ],
)
def test_a_name_is_found_in_the_surest_way(search: Search, text: str, way: str, name: str) -> None:
    """One country by its name, its name in other case, in other letters, by its beginning and with a typo."""
    first = search.find(text)[0]
    assert (first.thing, first.way, first.name) == (BASE + "id/place/vnm", way, name)


def test_surer_ways_come_first() -> None:
    """Seven things, each found in another way, come in the order in which the ways are listed."""
    names = ["Kind Oak Road", "kor", "Kor", "кор", "Korandom", "The kor", "Koor"]
    found = Search(thing(number, name) for number, name in enumerate(names)).find("Kor")
    assert [(each.name, each.way) for each in found] == list(
        zip(["Kor", "kor", "кор", "Kind Oak Road", "Korandom", "The kor", "Koor"], WAYS, strict=True)
    )


def test_things_come_before_sources_relations_and_terms() -> None:
    """Of names that fit equally the standing decides, and of the same standing the shorter name."""
    search = Search(thing(standing, "Same name", standing=standing) for standing in (4, 3, 2, 1))
    assert things(search.find("Same name")) == [f"https://example.org/{standing}" for standing in (1, 2, 3, 4)]
    search = Search([thing(1, "Some longer"), thing(2, "Some name", standing=3), thing(3, "Some long")])
    assert things(search.find("some")) == [f"https://example.org/{number}" for number in (3, 1, 2)]


def test_a_term_of_the_ontology_is_found_after_things(search: Search) -> None:
    """“Instrument” is a class, and what is called so or begins so among the things does not hide it."""
    found = search.find("Instrument")
    assert MFA.Instrument in things(found)
    assert next(each.kind for each in found if each.thing == MFA.Instrument) == "Class"


def test_things_with_one_name_are_both_offered(search: Search) -> None:
    """Two declarations are called after Kathmandu, and both come first."""
    found = search.find("Kathmandu Declaration")
    assert things(found[:2]) == KATHMANDU
    assert {each.way for each in found[:2]} == {"name"}


def test_a_relation_lends_its_names_to_its_group(search: Search) -> None:
    """The conference that a source names is found as the event, not as the node of one source, and is of its kind."""
    first = search.find("Living and Working Together with Migrants in Asia")[0]
    assert (first.thing, first.kind) == (BASE + "id/event/mfa-founding", "Founding")


@pytest.mark.parametrize("text", ["c187", "Convention No. 187", "12"])
def test_a_number_is_like_no_other(search: Search, text: str) -> None:
    """A convention that is not in the graph is not taken for one whose number is a digit away."""
    assert not [found for found in search.find(text) if found.way == "near"]


@pytest.mark.parametrize("text", ["Brazil", "Kenya", "Zimbabwe", "UNHCR", "Bangkok Process", "xqzvw", "𐤀", "ﷺ"])
def test_what_is_not_there_is_not_found(search: Search, text: str) -> None:
    """A name that nothing has leads to nothing."""
    assert search.find(text) == []


def test_the_nearest_names_are_known(search: Search) -> None:
    """Where nothing is found, what comes nearest can be told."""
    assert "Bali Process" in [found.name for found in search.nearest("Bangkok Process")]


@pytest.mark.parametrize("text", ["", "  ", "???", "\x00", "\u200b", "🙂", "a" * 501])
def test_a_text_that_can_be_no_name_is_refused(search: Search, text: str) -> None:
    """A text without a letter or digit, or longer than any name, is a wrong value."""
    with pytest.raises(WrongValue):
        search.find(text)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the error says what to install, and leaves status 2."""
    monkeypatch.setattr("mfa_graph.questions.search.find_spec", lambda module: None)
    with pytest.raises(UsageProblem, match="not installed") as caught:
        Search([])
    assert caught.value.remedy == 'pip install "mfa-graph[search]".'
    assert caught.value.exit_status == 2


def test_a_server_is_searched_as_the_graph_is(founding: KnowledgeGraph, content: Content) -> None:
    """A SPARQL server of others that holds the graph gives the same names."""
    with oxigraph_server(founding.dump(by_name("nquads"))) as address:
        there = read_named(RemoteStore(f"{address}/query"), content)
    here = read_named(founding, content)
    assert len(here) > 500
    assert sorted(there, key=lambda each: each.thing) == sorted(here, key=lambda each: each.thing)


# ---------------------------------------------------------------------------------------------------
# Whatever the name
# ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bearers(named: list[Named]) -> Mapping[str, set[str]]:
    """Who bears each name."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for each in named:
        for name in each.names:
            bearers[unicodedata.normalize("NFC", name)].add(each.thing)
    assert len(bearers) > 2000
    return bearers


def test_every_name_finds_its_bearers_first(search: Search, bearers: Mapping[str, set[str]]) -> None:
    """Each name with a letter or digit leads to exactly the things that bear it before any other."""
    wrong = [
        name
        for name, who in bearers.items()
        if Spelling(name).words and set(things(search.find(name, most=len(who)))) != who
    ]
    assert wrong == []


def test_every_name_is_found_without_accents(search: Search, bearers: Mapping[str, set[str]]) -> None:
    """A name whose accents were left out finds a bearer among the first three, or level with them."""
    accented = {name: without_accents(name) for name in bearers if without_accents(name) != name}
    assert len(accented) >= 40
    wrong = []
    for name, bare in accented.items():
        found = search.find(bare, most=50)
        last = found[:3][-1].way
        level = [each.thing for each in found if list(WAYS).index(each.way) <= list(WAYS).index(last)]
        wrong += [] if bearers[name] & set(level) else [name]
    assert wrong == []


def without_accents(name: str) -> str:
    """A Latin name without its accents."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not 200 <= unicodedata.combining(c) < 255)
    return unicodedata.normalize("NFC", bare) if "LATIN" in unicodedata.name(name[0], "") else name


NAMES = st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "Z"]), min_size=1, max_size=20)


@MANY
@given(st.lists(NAMES, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_any_name_finds_its_thing(names: list[str], random: object) -> None:
    """Whatever the script, a name that has a letter or digit finds the things that bear it before any other."""
    search = Search(thing(number, name) for number, name in enumerate(names))
    for name in filter(lambda name: Spelling(name).words, names):
        same = [
            n for n in names if unicodedata.normalize("NFC", n).strip() == unicodedata.normalize("NFC", name).strip()
        ]
        found = search.find(name, most=len(same))
        assert {unicodedata.normalize("NFC", each.name).strip() for each in found} == {
            unicodedata.normalize("NFC", name).strip()
        }
        assert len(found) == len(same)


@MANY
@given(st.lists(NAMES, min_size=2, max_size=8), NAMES, st.data())
def test_the_order_of_names_does_not_matter(names: list[str], text: str, data: st.DataObject) -> None:
    """What is found, and in which order, does not depend on the order in which things and names are given."""
    given_things = [thing(number, name, *names[:number]) for number, name in enumerate(names)]
    shuffled = [
        Named(each.thing, each.label, each.kind, dict(data.draw(st.permutations(list(each.names.items())))))
        for each in data.draw(st.permutations(given_things))
    ]
    for wanted in (text, *names):
        if Spelling(wanted).words:
            assert Search(given_things).find(wanted) == Search(shuffled).find(wanted)
