from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

AT = datetime(2020, 11, 6, 15, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "6 November 2020", "6 November 2020, 15:04"),
        ("fr", "6 novembre 2020", "6 novembre 2020 15:04"),
        ("zh-hans", "2020年11月6日", "2020年11月6日 15:04"),
        ("ar", "6 نوفمبر، 2020", "6 نوفمبر 2020، 15:04"),
    ],
)
def test_days_and_moments_are_written_one_way_in_each_language(language: str, day: str, moment: str) -> None:
    with override(language):
        said = Template('{{ at|date:"DATE_FORMAT" }}/{{ at|date:"DATETIME_FORMAT" }}/{{ at|date }}').render(
            Context({"at": AT})
        )

    assert said == f"{day}/{moment}/{day}"
