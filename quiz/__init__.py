"""The self-check compiler: questions and rules in, one decision program out. Standard library only.

Nothing stands here yet but the room: `docs/project/architecture.md` says what
will, and that this package knows nothing of health, YAML, Jinja or MkDocs.
"""
