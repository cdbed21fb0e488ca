"""Rosters in OneRoster, small and whole, to be spoiled by tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

FILES = {
    "manifest": """propertyName,value
manifest.version,1.0
oneroster.version,1.2
file.orgs,bulk
file.academicSessions,bulk
file.courses,bulk
file.classes,bulk
file.users,bulk
file.roles,bulk
file.enrollments,bulk
file.demographics,absent
""",
    "orgs": """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
u,,,Apricot University,school,AU,
d1,,,Physics,department,PHY,u
d2,,,历史系,department,HIS,u
""",
    "academicSessions": """sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
y,,,2026,schoolYear,2026-02-01,2026-07-31,,2026
t1,,,Spring,term,2026-02-17,2026-06-30,y,2026
""",
    "courses": """sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
c1,,,y,Optics,PHY101,,d1,,
c2,,,y,Qing history,HIS202,,d2,,
""",
    "classes": """sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
k1,,,Optics A,,c1,PHY101-A,scheduled,North,u,t1,,,
k2,,,Qing A,,c2,HIS202-A,scheduled,,u,t1,,,
""",
    "users": """sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,primaryOrgSourcedId,pronouns
p1,,,true,mei,,美,李,,2026001,mei@apricot.example,,,,,,M1,d1,
p2,,,true,omar,,Omar,Haddad,,2026002,omar@apricot.example,,,,,,M2,d1,
p3,,,true,ines,,Inès,Durand,,2026003,,,,,,,M3,d2,
p4,,,true,tara,,Tara,Teacher,Q.,9001,tara@apricot.example,,,,,,M4,d1,
p5,,,true,abe,,Abe,Aide,,9002,abe@apricot.example,,,,,,M5,d1,
""",
    "roles": """sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,,,p1,primary,student,,,d1,
r2,,,p2,primary,student,,,d1,
r3,,,p3,primary,student,,,d2,
r4,,,p4,primary,teacher,,,d1,
r5,,,p5,primary,aide,,,d1,
""",
    "enrollments": """sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,k1,u,p1,student,,,
e2,,,k1,u,p2,student,,,
e3,,,k2,u,p3,student,,,
e4,,,k1,u,p4,teacher,true,,
e5,,,k1,u,p5,aide,,,
e6,,,k2,u,p2,student,,,
""",
}


def packed(files: Mapping[str, str | bytes | None] | None = None, *, folder: str = "") -> bytes:
    """Pack the small roster, with these files instead of its own; None leaves one out."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in {**FILES, **(files or {})}.items():
            if text is not None:
                file = name if "." in name else f"{name}.csv"
                out.writestr(folder + file, text)
    return kept.getvalue()


def said(name: str, *pairs: tuple[str, str]) -> str:
    """Give one file of the small roster with some words replaced."""
    text = FILES[name]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text
