"""Formats as they are declared: presets, a user's file, a server's configuration, a format string."""
