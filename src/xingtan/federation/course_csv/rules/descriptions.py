"""What stands in which column: said in lines such as ``title = Kurstitel``, or guessed from the headings."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xingtan.harvest.registry import said

# Our field → headings that mean it, as people write them in several languages.
FIELDS: dict[str, str] = {
    "id": "id uid, course id, course number, course code, code, number, identifier, kursnummer, kurs id, numéro, código, 课程编号, 编号",
    "url": "url link, address, web address, course url, course link, website, adresse, lien, enlace, 链接, 网址, 课程链接",
    "title": "title course, course name, course title, name, titel, kurstitel, kursname, kurs, titre, intitulé, título, nombre, 课程名称, 课程, 名称",
    "text_language": "text_language title language, language of the texts",
    "summary": "summary short description, abstract, teaser, kurzbeschreibung, zusammenfassung, résumé, resumen, 简介",
    "about": "about description, long description, beschreibung, descripción, 描述, 课程介绍",
    "outcomes": "outcomes learning outcomes, learning objectives, lernziele, objectifs, objetivos, 学习目标",
    "languages": "languages language, course language, sprache, sprachen, unterrichtssprache, langue, langues, idioma, idiomas, 语言, 授课语言",
    "captions": "captions subtitles, untertitel, sous-titres, subtítulos, 字幕",
    "subjects": "subjects subject, field, category, isced, isced-f, fach, fachgebiet, kategorie, domaine, catégorie, materia, categoría, 学科, 专业",
    "level": "level difficulty, niveau, stufe, nivel, 难度, 级别",
    "workload_hours": "workload_hours hours, workload, total hours, stunden, aufwand, heures, horas, 学时",
    "hours_a_week": "hours_a_week hours per week, hours a week, stunden pro woche, heures par semaine, horas por semana, 每周学时",
    "weeks": "weeks duration in weeks, wochen, semaines, semanas, 周数",
    "institutions": "institutions institution, university, universities, school, provider, hochschule, universität, anbieter, établissement, université, universidad, 学校, 大学, 开课学校",
    "partners": "partners partner, partner institutions, partnerhochschulen, partenaires, socios, 合作学校",
    "country": "country university country, country of the university, land, pays, país, 国家",
    "teachers": "teachers teacher, instructor, instructors, lecturer, lehrende, dozent, dozentin, enseignant, profesor, profesores, 教师, 授课教师, 主讲教师",
    "licence": "licence license, lizenz, licencia, 许可",
    "kind": "kind type, art, typ, tipo, 类型",
    "is_free": "is_free free, free of charge, kostenlos, kostenfrei, gratuit, gratuito, 免费",
    "has_free_certificate": "has_free_certificate free certificate, kostenloses zertifikat, certificat gratuit",
    "needs_sign_in": "needs_sign_in sign-in needed, login required, anmeldung nötig",
    "works_on_phone": "works_on_phone mobile, works on a phone, mobil",
    "credits": "credits ects, ects points, kreditpunkte, créditos, crédits, 学分",
    "starts_on": "starts_on start, start date, starts, beginn, startdatum, début, date de début, inicio, 开课时间, 开始时间",
    "ends_on": "ends_on end, end date, ends, ende, enddatum, fin, date de fin, 结束时间",
    "picture_url": "picture_url picture, image, bild, imagen, 图片",
    "skip_if": "skip_if",
    "changed_at": "changed_at changed, last change, updated, modified, geändert, modifié, 更新时间",
}
IN_LANGUAGES = {"title", "summary", "about", "outcomes", "institutions"}
LONGEST = 20_000
# The table that another Xingtan gives has every title in every language, and its partners' courses, too, which are not its own.
_OURS = {"uid": "id", "titles": "title", "platform": "skip_if"}
_LINE = re.compile(r"\s*([a-z_]+)(?:\.([A-Za-z-]{2,20}))?\s*[=:]\s*(.*?)\s*")
_HOLE = re.compile(r"\{([^{}]{1,200})\}")


class NotUnderstood(ValueError):
    """A line of a description cannot be read.

    :param args: its number, and what is wrong with it
    """


@dataclass(frozen=True, slots=True)
class Description:
    """What stands in which column.

    :param columns: field and language (or nothing) → name of a column, or ``#3`` for the third
    :param constants: field and language → the same for every course; ``{Column}`` in it is filled in
    """

    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    constants: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def named(self) -> set[str]:
        """Name every column that is needed."""
        holes = (name for text in self.constants.values() for name in _HOLE.findall(text))
        return {*self.columns.values(), *holes}


def describe(text: str) -> Description:
    """Read a description, one field a line: ``title.en = Column``, or ``licence = "the same for all"``.

    :raises NotUnderstood: with the line and what is wrong with it
    """
    columns: dict[tuple[str, str], str] = {}
    constants: dict[tuple[str, str], str] = {}
    for number, line in enumerate(text[:LONGEST].splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith(("#", "//")):
            continue
        found = _LINE.fullmatch(line)
        if found is None or not found[3]:
            raise NotUnderstood(number, "Write a field, an equals sign and a column.")
        name, language, value = found.groups()
        if name not in FIELDS:
            raise NotUnderstood(number, f"There is no field “{name}”.")
        if language and (name not in IN_LANGUAGES or not said.language(language)):
            raise NotUnderstood(number, f"“{name}” cannot be in the language “{language}”.")
        key = (name, said.language(language) if language else "")
        if len(value) > 1 and value[0] == value[-1] == '"':
            constants[key] = value[1:-1]
        else:
            columns[key] = value
    return Description(columns, constants)


def guess(heading: Sequence[str]) -> Description:
    """Guess from the headings what stands below them; a language may follow in brackets: ``Title (en)``."""
    columns: dict[tuple[str, str], str] = {}
    if _OURS.keys() <= set(heading):
        columns = {(field, ""): name for name, field in _OURS.items()}
    for name in heading:
        bare, _, rest = name.partition("(")
        language = said.language(rest.rstrip(") "))
        for one, tag in (
            (name, ""),
            (bare, language),
            (name[:-3], said.language(name[-2:]) if name[-3:-2] in "_-. " else ""),
        ):
            known = _KNOWN.get(_folded(one))
            if known and (not tag or known in IN_LANGUAGES):
                columns.setdefault((known, tag), name)
                break
    return Description(columns)


def written(description: Description) -> str:
    """Write a description as it is read."""
    lines = [(key, column) for key, column in description.columns.items()]
    lines += [(key, f'"{text}"') for key, text in description.constants.items()]
    return "\n".join(f"{name}{'.' + tag if tag else ''} = {value}" for (name, tag), value in lines)


def filled(text: str, cells: Mapping[str, str]) -> str:
    """Fill the holes of a constant with what stands in the columns they name."""
    return _HOLE.sub(lambda hole: cells.get(hole[1], ""), text)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]+", " ", "".join(each for each in plain if not unicodedata.combining(each))).strip()


_KNOWN = {
    _folded(heading): name
    for name, headings in FIELDS.items()
    for heading in (name, *headings.removeprefix(name).split(","))
}
