"""An index is made anew beside the one in use, whatever happens meanwhile; and what is written is written."""

import subprocess
import sys

import pytest
from django.db import connections

from xingtan.search import public as search
from xingtan.search import queries
from xingtan.search.adapters import Wanted, ahead
from xingtan.search.adapters.bending import find_in
from xingtan.search.adapters.postgresql import PostgresqlIndex
from xingtan.search.adapters.tantivy import TantivyIndex, writing
from xingtan.search.registry import Collection, Document, collections, register
from xingtan.search.tests.indexes import ENGINES


class Stopped(Exception):
    pass


class Leaves:
    """A room whose things can be found."""

    def __init__(self, count):
        self.titles = {f"{number:04d}": f"Leaf {number}" for number in range(count)}
        self.read = []
        self.stops_at = ""

    def documents(self, ids):
        for each in ids:
            if each == self.stops_at:
                raise Stopped
            self.read.append(each)
            if each in self.titles:
                yield Document(each, self.titles[each], facets={"kind": ["leaf"]})

    def ids(self):
        return iter(sorted(self.titles))


@pytest.fixture(params=ENGINES)
def leaves(request, db, monkeypatch, tmp_path):
    room = Leaves(30)
    engine = PostgresqlIndex("leaves") if request.param == "postgresql" else TantivyIndex(tmp_path / "leaves")
    monkeypatch.setitem(collections, "leaves", Collection("leaves", room.documents, room.ids, facets=("kind",)))
    real = queries.index_of

    def index_of(name):
        return engine if name == "leaves" else real(name)

    monkeypatch.setattr(queries, "index_of", index_of)
    monkeypatch.setattr("xingtan.search.actions.index_of", index_of)
    monkeypatch.setattr("xingtan.search.actions.BATCH", 10)
    monkeypatch.setattr(writing, "REMEMBERS_EVERY", 10)
    return room


def titles(words="leaf"):
    return sorted(search.find("leaves", words, limit=1000).ids)


def test_rebuilding_reads_everything_and_tells_how_far_it_is(leaves):
    told = []

    assert search.rebuild("leaves", lambda done, total: told.append((done, total))) == 30

    assert titles() == sorted(leaves.titles)
    assert told == [(10, 30), (20, 30), (30, 30)]


def test_a_process_of_its_own_reads_ahead(leaves, monkeypatch):
    parted = []
    monkeypatch.setattr(ahead, "WORTH_IT", 1)
    monkeypatch.setattr(ahead, "_may_part", lambda: True)
    monkeypatch.setattr(connections, "close_all", lambda: parted.append(True))

    search.rebuild("leaves")

    assert titles() == sorted(leaves.titles)
    if parted:
        assert leaves.read == sorted(leaves.titles)  # the sample, here; all else there


def test_what_fails_in_the_other_process_stops_this_one(leaves, monkeypatch):
    monkeypatch.setattr(ahead, "WORTH_IT", 1)
    monkeypatch.setattr(ahead, "_may_part", lambda: True)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    search.rebuild("leaves")
    monkeypatch.setattr("xingtan.search.actions.SAMPLE", 0)
    leaves.stops_at = "0025"

    with pytest.raises(Stopped):
        search.rebuild("leaves")

    leaves.stops_at = ""
    search.rebuild("leaves")
    assert titles() == sorted(leaves.titles)


def test_a_database_in_memory_is_not_parted_from(db):
    assert not ahead._may_part()


def test_what_is_gone_is_gone_after_rebuilding(leaves):
    search.rebuild("leaves")
    del leaves.titles["0007"]

    search.rebuild("leaves")

    assert titles() == sorted(leaves.titles)
    assert search.size_of("leaves") == 29


def test_a_building_that_was_stopped_goes_on_where_it_was(leaves):
    def stop(done, total):
        # It is the building that stops, not the look at the sample before it.
        leaves.stops_at = "0025"

    with pytest.raises(Stopped):
        search.rebuild("leaves", stop)
    leaves.stops_at, leaves.read = "", []

    search.rebuild("leaves", lambda done, total: leaves.read.append(done))

    assert leaves.read[30:] == [*(f"{number:04d}" for number in range(20, 30)), 30]
    assert titles() == sorted(leaves.titles)
    assert search.size_of("leaves") == 30


def test_what_changes_while_it_is_built_is_as_it_is_now(leaves):
    search.rebuild("leaves")

    def change(done, total):
        if done == 20:
            leaves.titles["0003"] = "Fern"
            del leaves.titles["0004"]
            leaves.titles["0099"] = "Fern"
            search.refresh("leaves", ["0003", "0004", "0099"])
            assert titles("fern") == ["0003", "0099"]

    search.rebuild("leaves", change)

    assert titles("fern") == ["0003", "0099"]
    assert titles() == sorted(set(leaves.titles) - {"0003", "0099"})


def test_changes_after_rebuilding_go_into_the_new_index(leaves):
    search.refresh("leaves", ["0001", "0002"])
    search.rebuild("leaves")
    leaves.titles["0001"] = "Fern"

    search.refresh("leaves", ["0001"])

    assert titles("fern") == ["0001"]
    assert search.size_of("leaves") == 30


def test_what_failed_half_way_is_not_half_there(leaves):
    search.rebuild("leaves")
    leaves.titles |= {"0001": "Fern", "0005": "Fern"}
    leaves.stops_at = "0003"

    with pytest.raises(Stopped):
        search.refresh("leaves", ["0001", "0003", "0005"])
    leaves.stops_at = ""
    leaves.titles["0002"] = "Moss"
    search.refresh("leaves", ["0002"])

    assert (titles("fern"), titles("moss")) == ([], ["0002"])


def test_refreshing_again_changes_nothing(leaves):
    search.rebuild("leaves")

    search.refresh("leaves", ["0001", "0001", "nobody"])
    search.refresh("leaves", ["0001", "nobody"])

    assert search.size_of("leaves") == 30


def test_another_process_sees_what_was_written(tmp_path):
    reader, writer = TantivyIndex(tmp_path), TantivyIndex(tmp_path)
    assert find_in(reader, Wanted("trees")).ids == []

    writer.replace([Document("a", "Trees")])
    assert find_in(reader, Wanted("trees")).ids == ["a"]

    writer.replace([Document("b", "Trees")], gone=["a"])
    assert find_in(reader, Wanted("trees")).ids == ["b"]
    assert [each.typed for each in reader.completions("tre", limit=5)] == ["trees"]


KILLED = """
import os, signal, sys
from pathlib import Path
from xingtan.search.adapters.tantivy import TantivyIndex, writing
from xingtan.search.registry import Document
writing.REMEMBERS_EVERY = 10
index = TantivyIndex(Path(sys.argv[1]))
index.replace([Document("old", "Old tree")])
building = index.build([])
building.add([Document(str(n), "Tree") for n in range(10)], reached="9")
building.add([Document(str(n), "Tree") for n in range(10, 15)], reached="14")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_leaves_the_index_in_use_and_the_building_to_go_on(tmp_path):
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    index = TantivyIndex(tmp_path)
    assert ended.returncode == -9
    assert find_in(index, Wanted("tree")).ids == ["old"]

    building = index.build([])
    assert building.reached == "9"
    building.add([Document(str(number), "Tree") for number in range(10, 20)], reached="19")
    index.replace([], gone=["3"])
    building.finish(lambda ids: [])

    assert sorted(
        find_in(
            index,
            Wanted("tree"),
        ).ids,
        key=int,
    ) == [str(number) for number in range(20) if number != 3]
    assert [each.name for each in sorted(tmp_path.iterdir())] == ["2", "current", "lock"]


def test_an_index_of_another_shape_answers_until_it_is_built_anew(tmp_path):
    TantivyIndex(tmp_path, facets=("kind",)).replace([Document("a", "Trees", facets={"kind": ["x"]})])
    grown = TantivyIndex(tmp_path, facets=("kind", "color"), sorts=("height",))

    answer = find_in(grown, Wanted("trees", filters={"color": ["red"]}, facets=["kind", "color"], sort="height"))

    assert (answer.ids, answer.facets) == (["a"], {"kind": {"x": 1}, "color": {}})
    assert not grown.has_shape()
    grown.build([]).finish(lambda ids: [])
    assert grown.has_shape()


def test_a_folder_of_an_earlier_version_is_made_anew(tmp_path):
    (tmp_path / "meta.json").write_text("{}")
    index = TantivyIndex(tmp_path)
    assert find_in(index, Wanted("trees")).ids == []

    index.replace([Document("a", "Trees")])

    assert find_in(index, Wanted("trees")).ids == ["a"]
    assert not (tmp_path / "meta.json").exists()


def test_collections_register():
    register(Collection("stones", lambda ids: [], list))

    assert collections.pop("stones").name == "stones"


def test_what_is_kept_between_questions_nobody_can_spoil(tmp_path):
    index = TantivyIndex(tmp_path, facets=("kind",))
    index.replace([Document("a", "Trees", facets={"kind": ["x"]})])

    first = find_in(index, Wanted("trees", facets=("kind",)))
    first.ids.clear()
    first.facets["kind"].clear()

    again = find_in(index, Wanted("trees", facets=("kind",)))
    assert (again.ids, again.facets) == (["a"], {"kind": {"x": 1}})
