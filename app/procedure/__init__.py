"""The procedure around a case: what may be done, by when, and what is still missing.

Everything here is computed from a case and from dated data (`resources/procedure`, `resources/law`) and
keeps nothing. What it tells is for officers to weigh: an indication, a reminder, an obstacle with its reason.
"""

from app.procedure.acts import Presence, presences, recorded
from app.procedure.book import Procedure
from app.procedure.conduct import obstacles
from app.procedure.files import load_procedure, read_procedure
from app.procedure.rules import Obstacle

__all__ = [
    "Obstacle",
    "Presence",
    "Procedure",
    "load_procedure",
    "obstacles",
    "presences",
    "read_procedure",
    "recorded",
]
