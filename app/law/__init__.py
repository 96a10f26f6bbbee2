"""Legal bases, terms of rights and deadlines in force on a given date, read from dated data files.

What is cited is what was in force on the day of the act; a later amendment changes data only.
"""

from app.law.book import Law
from app.law.calendar import CHINA, WorkCalendar, Year, months_after
from app.law.clocks import Deadline, Due, Term, Unit
from app.law.files import load_law, read_law
from app.law.statutes import Provision, Statute

__all__ = [
    "CHINA",
    "Deadline",
    "Due",
    "Law",
    "Provision",
    "Statute",
    "Term",
    "Unit",
    "WorkCalendar",
    "Year",
    "load_law",
    "months_after",
    "read_law",
]
