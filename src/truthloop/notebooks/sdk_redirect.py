"""An IPython extension: when a notebook imports the SageMaker SDK, two of its fixed addresses become ours.

Loaded by our kernels at their start (`--ext`). It only leaves word with the import system: a notebook that never
imports the SDK pays nothing, and one that does finds its modules unchanged but for two names.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

from truthloop.notebooks.kernel_surroundings import METADATA_VARIABLE


def load_ipython_extension(_shell: object) -> None:
    """Called by IPython. Twice is once."""
    if not any(isinstance(finder, SdkFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, SdkFinder())


def name_the_role(module: ModuleType) -> None:
    """`get_execution_role()` reads the role from a file at a fixed path; name ours."""
    module.NOTEBOOK_METADATA_FILE = os.environ[METADATA_VARIABLE]  # type: ignore[attr-defined]


def ask_our_sts(module: ModuleType) -> None:
    """Where the SDK must ask STS (`Session.account_id()`), it asks at the address everything else has."""
    if "AWS_ENDPOINT_URL" in os.environ:
        module.sts_regional_endpoint = lambda _region: os.environ["AWS_ENDPOINT_URL"]  # type: ignore[attr-defined]


CHANGES: dict[str, Callable[[ModuleType], None]] = {
    "sagemaker.session": name_the_role,
    "sagemaker.utils": ask_our_sts,
}


class SdkFinder(MetaPathFinder):
    """Finds the modules of `CHANGES` where Python finds them, and changes each once it is loaded."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The ordinary spec with our loader around its own; nothing for any other module."""
        if fullname not in CHANGES:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = ChangingLoader(spec.loader, CHANGES[fullname])
        return spec


class ChangingLoader(Loader):
    """Loads a module as its own loader does, then changes it."""

    def __init__(self, own: Loader, change: Callable[[ModuleType], None]) -> None:
        self.own = own
        self.change = change

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As the module's own loader does."""
        return self.own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, then the change."""
        self.own.exec_module(module)
        self.change(module)
