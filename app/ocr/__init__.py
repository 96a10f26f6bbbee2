"""Reading printed text from photos: where it is, what it says, and how sure that is.

Everything here runs in the process that `app.labels` keeps for it; only `lines` is for others to know.
"""
