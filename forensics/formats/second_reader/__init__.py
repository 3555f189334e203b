"""An independent reader (apache-log-parser) for every line of evidence."""
