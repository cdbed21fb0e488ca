"""A few courses, and an index of each engine to find them in."""

from django.db import connection

from xingtan.search.adapters import Wanted
from xingtan.search.adapters.bending import find_in
from xingtan.search.adapters.postgresql import PostgresqlIndex
from xingtan.search.adapters.tantivy import TantivyIndex
from xingtan.search.registry import Document

# The second engine needs the database it is named after: the suite runs on it with --database=postgresql.
ENGINES = ["tantivy", *(["postgresql"] if connection.vendor == "postgresql" else [])]
FACETS = ("subject", "language", "free")
SORTS = ("starts", "hours")


def course(name, title, text="", *, subject="", language=(), free="no", audience=("public",), **numbers):
    return Document(
        name,
        title,
        text,
        audience,
        {"subject": [subject] if subject else [], "language": language, "free": [free]},
        numbers,
        suggestion=title,
    )


COURSES = [
    course(
        "maps",
        "Why every map lies 为什么每张地图都在说谎",
        "Projections, distance and Mercator",
        subject="geo",
        language=["en", "zh"],
        starts=30,
    ),
    course(
        "history",
        "中国历史 A history of China",
        "From the oracle bones to paper",
        subject="past",
        language=["zh"],
        starts=10,
        free="yes",
    ),
    course("ecole", "L'école française", "Histoire de l'éducation", subject="past", language=["fr"], starts=20),
    course("arabic", "تاريخ المدرسة", "الأندلس وبغداد", subject="past", language=["ar"], starts=20, free="yes"),
    course(
        "algebra",
        "Linear algebra",
        "Vectors, matrices and their meaning; maps between spaces",
        subject="math",
        language=["en"],
        hours=5,
    ),
    course("russian", "История искусства", "Живопись и архитектура", subject="art", language=["ru"], starts=-5),
    course("draft", "A secret map", "Nobody but Apricot", subject="geo", audience=("university:1",), starts=1),
]


def opened(engine, folder):
    if engine == "postgresql":
        return PostgresqlIndex("things", facets=FACETS, sorts=SORTS)
    return TantivyIndex(folder, facets=FACETS, sorts=SORTS)


def filled(engine, kept, name, folders, documents):
    """Fill an index once for the whole module, where it is in a folder; in the database each test has its own."""
    index = kept.get((engine, name)) or opened(engine, folders.mktemp("index"))
    if engine == "postgresql" or (engine, name) not in kept:
        index.replace(documents)
        kept[engine, name] = index
    return index


def found(index, words="", **wanted):
    return find_in(index, Wanted(words, **wanted))
