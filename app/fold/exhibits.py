"""Exhibits and photos of a case."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from app.case import Case, Check, Exhibit, Label, Photo, Source
from app.events import ExhibitAdded, ExhibitChecked, ExhibitEvent, LabelScanned, PhotoEvent, PhotoTaken
from app.history import Recorded


def fold_exhibit(case: Case, event: ExhibitEvent, source: Source) -> Case:
    """Return the case after one event of an exhibit."""
    match event:
        case ExhibitAdded(name=name, goods=goods, nice=nice, group=group):
            return _change_exhibit(
                case, event.exhibit, lambda x: replace(x, name=name, goods=goods, nice=nice, group=group)
            )
        case LabelScanned():
            label = Label(event.symbology, event.text, event.source, event.photo, event.sure, source)
            return _change_exhibit(case, event.exhibit, lambda x: replace(x, labels=(*x.labels, label)))
        case ExhibitChecked():
            check = Check(event.extract, event.extract_as_of, event.acting_on, event.findings, source)
            return _change_exhibit(case, event.exhibit, lambda x: replace(x, checks=(*x.checks, check)))
        case _:
            assert_never(event)


def _change_exhibit(case: Case, exhibit: str, change: Callable[[Exhibit], Exhibit]) -> Case:
    """Change one exhibit; one that was never added (its entry is missing here) appears by its id."""
    if case.exhibit(exhibit) is None:
        return replace(case, exhibits=(*case.exhibits, change(Exhibit(exhibit))))
    return replace(case, exhibits=tuple(change(x) if x.id == exhibit else x for x in case.exhibits))


def fold_photo(case: Case, event: PhotoEvent, record: Recorded, source: Source) -> Case:
    """Return the case with one more photo; size and SM3 stand in the entry's header."""
    ref = next((b for b in record.header.blobs if b.sha256 == event.photo), None)
    size, sm3 = (ref.size, ref.sm3) if ref else (0, "")
    if isinstance(event, PhotoTaken):
        photo = Photo(
            event.photo,
            event.purpose,
            event.exhibit,
            event.note,
            event.camera_time,
            event.width,
            event.height,
            size,
            sm3,
            source,
        )
    else:
        parent = next((p for p in case.photos if p.sha256 == event.parent), None)
        exhibit, purpose = (parent.exhibit, parent.purpose) if parent else ("", "other")
        photo = Photo(
            event.photo,
            purpose,
            exhibit,
            event.reason,
            "",
            0,
            0,
            size,
            sm3,
            source,
            event.parent,
            event.operation,
            event.parameters,
        )
    return replace(case, photos=(*case.photos, photo))
