"""The servers' side: for each registered format a function that writes one exchange as that server logs it."""
