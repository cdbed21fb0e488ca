"""Tables of the engine in PostgreSQL. No models: an index is made again at any time, so no backup holds it."""

from django.db import migrations

MAKE = """
CREATE TABLE search_document (
    collection text NOT NULL,
    id text NOT NULL,
    build integer NOT NULL,
    audience text[] NOT NULL,
    facets jsonb NOT NULL,
    numbers jsonb NOT NULL,
    words tsvector NOT NULL,
    typing tsvector NOT NULL,
    suggestion text NOT NULL,
    tie bigint NOT NULL,
    PRIMARY KEY (collection, id)
);
CREATE INDEX search_document_words ON search_document USING gin (words);
CREATE INDEX search_document_typing ON search_document USING gin (typing);
CREATE INDEX search_document_facets ON search_document USING gin (facets jsonb_path_ops);
CREATE INDEX search_document_tie ON search_document (collection, tie);
CREATE TABLE search_word (
    collection text NOT NULL,
    word text NOT NULL,
    shown text NOT NULL,
    count integer NOT NULL,
    traces text[] NOT NULL,
    PRIMARY KEY (collection, word)
);
CREATE INDEX search_word_beginning ON search_word (collection, word text_pattern_ops);
CREATE INDEX search_word_traces ON search_word USING gin (traces);
CREATE TABLE search_build (
    collection text PRIMARY KEY,
    number integer NOT NULL,
    reached text NOT NULL,
    is_open boolean NOT NULL
);
"""


def make(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(MAKE)


def drop(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TABLE search_document; DROP TABLE search_word; DROP TABLE search_build;")


class Migration(migrations.Migration):
    initial = True

    operations = [migrations.RunPython(make, drop)]
