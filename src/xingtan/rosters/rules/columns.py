"""Which column of a plain table says what: guessed of its headings, as people write them in several languages."""

import re
from collections.abc import Sequence

# Our field → headings that mean it.
FIELDS: dict[str, str] = {
    "id": "id, number, student id, student number, staff id, staff number, person id, university id, matriculation number, matrikelnummer, matrikel, personalnummer, numéro, numéro étudiant, número, matrícula, código, sourcedid, 学号, 工号, 编号, 学籍号",
    "name": "name, full name, student, student name, teacher, teacher name, nom complet, nombre completo, nombre y apellidos, vollständiger name, 姓名, 名字",
    "given": "given name, first name, forename, vorname, prénom, nombre, nombres, givenname, 名",
    "family": "family name, last name, surname, nachname, familienname, nom, nom de famille, apellido, apellidos, familyname, 姓",
    "email": "e-mail, email, mail, email address, e-mail address, e-mail-adresse, courriel, adresse électronique, correo, correo electrónico, 邮箱, 电子邮箱, 邮件",
    "role": "role, type, rolle, rôle, rol, function, 身份, 角色",
    "department": "department, faculty, school, unit, fachbereich, fakultät, institut, département, faculté, departamento, facultad, 院系, 学院, 系",
    "class_code": "class, class code, class id, section, group, gruppe, kurs, classe, groupe, clase, grupo, 班级, 教学班, 教学班号, 班级编号",
    "class_title": "class title, class name, 班级名称, 教学班名称",
    "course_code": "course code, course id, course number, kursnummer, code du cours, código del curso, 课程号, 课程编号, 课程代码",
    "course_title": "course, course title, course name, kursname, kurstitel, cours, intitulé, curso, asignatura, 课程, 课程名称",
    "starts_on": "starts, start, start date, begin, beginn, début, inicio, 开始日期, 开课日期",
    "ends_on": "ends, end, end date, ende, fin, 结束日期, 结课日期",
    "campus": "campus, standort, sede, 校区",
}
PASSWORDS = {"password", "passwort", "kennwort", "mot de passe", "contraseña", "clave", "密码", "初始密码"}


def guess(headings: Sequence[str]) -> dict[str, int]:
    """Guess which column (counted from 0) says what; each column and each field once, the plainest heading first."""
    folded = [_folded(each) for each in headings]
    found: dict[str, int] = {}
    for field, words in FIELDS.items():
        names = [field.replace("_", " "), *words.split(", ")]
        places = [(names.index(heading), place) for place, heading in enumerate(folded) if heading in names]
        free = [(rank, place) for rank, place in places if place not in found.values()]
        if free:
            found[field] = min(free)[1]
    return found


def passwords_in(headings: Sequence[str]) -> list[int]:
    """Find columns that hold what nobody should write in a table."""
    return [place for place, each in enumerate(headings) if _folded(each) in PASSWORDS]


def _folded(heading: str) -> str:
    return re.sub(r"[\s_]+", " ", heading.strip().casefold()).strip("*: ")
