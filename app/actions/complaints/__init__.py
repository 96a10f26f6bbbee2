"""The complaint desk: taken down, decided, answered, mediated, concluded, handed over."""

from app.actions.complaints.filing import Intake, RightAnswer, file_complaint, look_up_right
from app.actions.complaints.lists import ComplaintFile, ComplaintLine, list_complaints, read_complaint
from app.actions.complaints.papers import Handed, keep_papers, read_paper, view_paper
from app.actions.complaints.steps import (
    accept,
    answer,
    ask_for_papers,
    conclude,
    confirm_removal,
    hand_over,
    inspect,
    mediate,
    notify,
    pass_on,
    refuse,
    supplement,
    withdraw,
)

__all__ = [
    "ComplaintFile",
    "ComplaintLine",
    "Handed",
    "Intake",
    "RightAnswer",
    "accept",
    "answer",
    "ask_for_papers",
    "conclude",
    "confirm_removal",
    "file_complaint",
    "hand_over",
    "inspect",
    "keep_papers",
    "list_complaints",
    "look_up_right",
    "mediate",
    "notify",
    "pass_on",
    "read_complaint",
    "read_paper",
    "refuse",
    "supplement",
    "view_paper",
    "withdraw",
]
