"""Every reason that a reader can give; each is worded in resources/findings/numbers.*.toml."""

REASONS = (
    "patent.check", "patent.check_missing", "patent.length", "patent.placeholder", "patent.publication",
    "patent.shape", "patent.type_unknown", "patent.year", "publication.shape",
    "trademark.length", "trademark.shape",
    "nice.shape", "group.shape", "vienna.shape", "locarno.shape", "copyright.shape",
    "product.check", "product.shape",
    "uscc.alphabet", "uscc.check", "uscc.inner_check", "uscc.length", "uscc.old_number",
    "id.check", "id.date", "id.shape", "foreign.shape",
)  # fmt: skip
