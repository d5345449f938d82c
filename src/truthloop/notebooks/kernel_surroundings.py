"""What a kernel finds around it: the environment and the two files that answer the SageMaker SDK.

The SDK (version 2) asks the public STS for the account in `default_bucket()` and for the role in
`get_execution_role()`, at an address that `AWS_ENDPOINT_URL` does not move. It asks nobody when its own
configuration file names the bucket and the notebook's metadata file names the role. Both lie in a folder of ours:
nothing in the user's home is read, written or needed.
https://sagemaker.readthedocs.io/en/stable/overview.html#configuring-and-using-defaults-with-the-sagemaker-python-sdk
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

EXECUTION_ROLE = "truthloop-execution"
"""Name of the role that notebooks get: nothing is granted by it, resources want one named."""
METADATA_VARIABLE = "TRUTHLOOP_NOTEBOOK_METADATA"
"""The environment variable that tells `sdk_redirect` where the metadata file is."""
KEPT_AWS_VARIABLES = ("AWS_CA_BUNDLE",)
"""What of the user's AWS environment still holds: which certificates to trust, not who one is."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Folder, files and names of a notebook run."""

    folder: Path
    """Kept between runs, so that what one notebook stores with `%store` the next can restore."""
    bucket: str
    """What `default_bucket()` answers."""
    role_arn: str
    """What `get_execution_role()` answers."""

    @property
    def sdk_configuration(self) -> Path:
        """The SDK's configuration file."""
        return self.folder / "sagemaker.yaml"

    @property
    def metadata(self) -> Path:
        """The file that a notebook on SageMaker would find at /opt/ml/metadata/resource-metadata.json."""
        return self.folder / "resource-metadata.json"

    @property
    def ipython(self) -> Path:
        """IPython's folder: history, `%store`, profile. The user's own is left alone."""
        return self.folder / "ipython"


def surroundings_in(data: Path, account_id: str, region: str) -> Surroundings:
    """The surroundings of notebooks run against the installation over `data`."""
    return Surroundings(
        folder=data / "notebooks",
        bucket=f"truthloop-{region}-{account_id}",
        role_arn=f"arn:aws:iam::{account_id}:role/{EXECUTION_ROLE}",
    )


def furnish_folder(surroundings: Surroundings) -> None:
    """Write the files. Runs side by side write the same."""
    surroundings.ipython.mkdir(parents=True, exist_ok=True)
    modules = {"Session": {"DefaultS3Bucket": surroundings.bucket}, "TelemetryOptOut": True}
    configuration = {"SchemaVersion": "1.0", "SageMaker": {"PythonSDK": {"Modules": modules}}}
    replace_with(surroundings.sdk_configuration, configuration)  # YAML reads JSON
    replace_with(
        surroundings.metadata,
        {"AppType": "JupyterLab", "ResourceName": "truthloop", "ExecutionRoleArn": surroundings.role_arn},
    )


def replace_with(path: Path, content: object) -> None:
    """Write JSON so that a reader sees all of it or the file before."""
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    scratch.replace(path)


def kernel_environment(
    inherited: Mapping[str, str], client: Mapping[str, str], surroundings: Surroundings, host: str
) -> dict[str, str]:
    """The kernel's whole environment: the user's, without any AWS identity but the client's.

    `host` is the name in our address: a proxy for the outside world is not asked for it.
    """
    kept = {
        name: value
        for name, value in inherited.items()
        if not name.startswith(("AWS_", "SAGEMAKER_", "BOTO_")) or name in KEPT_AWS_VARIABLES
    }
    direct = ",".join(part for part in (kept.get("NO_PROXY") or kept.get("no_proxy", ""), host) if part)
    return {
        **kept,
        **client,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAGEMAKER_USER_CONFIG_OVERRIDE": str(surroundings.sdk_configuration),
        "SAGEMAKER_SUPPRESS_V2_WARNING": "1",  # version 2 is what the notebooks are written for
        METADATA_VARIABLE: str(surroundings.metadata),
        "IPYTHONDIR": str(surroundings.ipython),
        "NO_PROXY": direct,
        "no_proxy": direct,
        "PYTHONUNBUFFERED": "1",
    }
