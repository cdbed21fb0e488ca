import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.kernel.seals import SealBroken, seal, unseal

NOW = 1_800_000_000


@given(says=st.binary(max_size=100), also=st.binary(max_size=20))
def test_seal_says_what_was_sealed(says: bytes, also: bytes) -> None:
    sealed = seal("files", says, ends_at=NOW + 60, also=also)

    assert unseal("files", sealed, now=NOW, also=also) == (says, NOW + 60)


@pytest.mark.parametrize(
    ("purpose", "now", "also"),
    [("wire", NOW, b"a"), ("files", NOW + 60, b"a"), ("files", NOW, b"b"), ("files", NOW, b"")],
)
def test_seal_is_for_one_purpose_and_time(purpose: str, now: int, also: bytes) -> None:
    sealed = seal("files", b"hello", ends_at=NOW + 60, also=b"a")

    with pytest.raises(SealBroken):
        unseal(purpose, sealed, now=now, also=also)


@given(place=st.integers(0, 10**6), letter=st.sampled_from("AZaz09-_"))
def test_seal_with_another_letter_is_broken(place: int, letter: str) -> None:
    sealed = seal("files", b"hello", ends_at=NOW + 60)
    place %= len(sealed) - 1
    other = sealed[:place] + letter + sealed[place + 1 :]

    if other != sealed:
        with pytest.raises(SealBroken):
            unseal("files", other, now=NOW)


@given(st.text(max_size=100))
def test_nonsense_is_broken(nonsense: str) -> None:
    with pytest.raises(SealBroken):
        unseal("files", nonsense, now=NOW)
