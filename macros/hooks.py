"""What MkDocs calls. It loads this file under another name, so nobody imports it."""

from macros.adapter import (
    on_build_error,
    on_config,
    on_env,
    on_files,
    on_page_markdown,
    on_post_build,
)

__all__ = [
    "on_build_error",
    "on_config",
    "on_env",
    "on_files",
    "on_page_markdown",
    "on_post_build",
]
