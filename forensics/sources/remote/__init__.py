"""Logs in object storage, on web servers and over SFTP."""
