"""Reads the dependencies of the package from requirements/*.in, so that each is named once."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RequirementsHook(MetadataHookInterface):
    """Fills `dependencies` and the extras `notebook` and `ray`."""

    def update(self, metadata: dict) -> None:
        """Set both lists from the files beside this one."""
        folder = Path(self.root) / "requirements"
        metadata["dependencies"] = names_in(folder / "runtime.in")
        metadata["optional-dependencies"] = {
            "notebook": names_in(folder / "notebook.in"),
            "ray": names_in(folder / "cluster.in"),
        }


def names_in(path: Path) -> list[str]:
    """The requirement lines of one file, without comments and constraints."""
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("-")]
