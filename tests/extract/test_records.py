"""Values that are made by the hundred: plain at run time, frozen to the type checker."""

import pickle

from extract.documents.model import Place, TextCell


def test_a_record_is_told_by_what_it_says():
    place = Place(table=1, row=2, col=3)
    assert place == Place(table=1, row=2, col=3)
    assert {place, Place(table=1, row=2, col=3)} == {place}
    assert place != Place(table=1, row=2, col=4)


def test_a_record_comes_back_whole_from_a_worker():
    cell = TextCell("12", 0, 3, place=Place(page=1, box=(0, 0, 9, 9)), confidence=0.9)
    assert pickle.loads(pickle.dumps(cell)) == cell


def test_a_record_has_its_fields_and_no_others():
    assert not hasattr(Place(), "__dict__")
