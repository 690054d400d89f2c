"""The questions: the catalogue of files under ``queries/``, asking one, and showing its answer."""
