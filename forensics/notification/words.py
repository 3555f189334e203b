"""Special categories of data and groups of people, as a case names them and as a form does."""

from __future__ import annotations

from forensics.language.statement import message

__all__ = ["GROUPS", "SPECIAL"]

SPECIAL = {
    "racial or ethnic origin": message("racial or ethnic origin"),
    "political opinions": message("political opinions"),
    "religious or philosophical beliefs": message("religious or philosophical beliefs"),
    "trade union membership": message("trade union membership"),
    "genetic data": message("genetic data"),
    "biometric data": message("biometric data"),
    "health": message("health"),
    "sex life or sexual orientation": message("sex life or sexual orientation"),
    "criminal convictions and offences": message("criminal convictions and offences"),
}
GROUPS = {
    "employees": message("employees"),
    "users": message("users"),
    "subscribers": message("subscribers"),
    "students": message("pupils or students"),
    "customers": message("customers"),
    "patients": message("patients"),
    "citizens": message("citizens"),
    "minors": message("minors"),
    "asylum seekers": message("asylum seekers"),
    "other": message("other people"),
}
