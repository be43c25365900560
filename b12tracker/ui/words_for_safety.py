"""The words for safety: shown once at first start, and in About."""

from b12tracker import __version__

SAFETY = (
    "B12 Tracker records what was prescribed and what happened. It does not advise: it never "
    "suggests a dose, and never calls a blood value safe or unsafe for you. Decisions belong to "
    "you and your clinician.\n\n"
    "For a severe reaction after an injection, such as trouble breathing, swelling of the face "
    "or throat, or collapse, call the emergency services at once.\n\n"
    "Everything stays in one file on this computer. The program never opens a network connection."
)

ABOUT = f"B12 Tracker {__version__}\n\n{SAFETY}\n\nMIT licence."

KEYS = (
    "Ctrl+I    log an injection\n"
    "Ctrl+E    log symptoms\n"
    "Ctrl+L    add lab results\n"
    "Ctrl+B    add a box of ampoules\n"
    "Ctrl+U    catch up: say what became of missed doses\n"
    "Ctrl+Shift+V    paste injections from a spreadsheet\n"
    "Ctrl+P    see, print or save the report\n"
    "Ctrl+1 to Ctrl+4    Overview, Diary, Plan, Review\n"
    "Ctrl+5    supplies, on the page of the plan\n"
    "Ctrl+F    find in the Diary\n"
    "Ctrl+Z, Ctrl+Shift+Z    undo, redo\n"
    "Ctrl+Shift+L    lock the window\n\n"
    "In a date field, type “today”, “yesterday”, “last Tuesday”, “3 days ago” or “17 Nov”; "
    "F4 opens the calendar.\n"
    "On a row of symptoms, type the number and the next row follows; after a 1 it waits for the 0 "
    "of a 10, and Down goes on. Left and Right go one up or down; Enter saves.\n"
    "In the Diary, Enter changes an entry and Delete takes it out.\n"
    "On the timeline, Left and Right go from dose to dose and Enter opens it; "
    "Shift with Left or Right moves, + and - zoom."
)
