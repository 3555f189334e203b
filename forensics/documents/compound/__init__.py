"""Compound files: binary documents of Office, messages of Outlook, objects within others (MS-CFB)."""
