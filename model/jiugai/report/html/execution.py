"""Running a notebook in a kernel of this very Python, with parameters injected after the cell tagged `parameters`."""

from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jiugai
from jiugai.errors import Locator, OutputError, Problem

PARAMETERS = "parameters"
_TIMEOUT = 600  # seconds a cell
#: between this process and the kernel: files where there can be such, else the loopback of the machine
TRANSPORT = "tcp" if os.name == "nt" else "ipc"
_CONNECTION = "kernel.json"
#: bytes that the path of a socket may have: 107 on Linux, 103 on macOS and the BSDs
_SOCKET_PATH = 103


def run_notebook(path: Path, parameters: Mapping[str, object]) -> Any:
    """The executed notebook. Raises `OutputError` naming the cell that failed and why."""
    import nbformat
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, CellExecutionError, CellTimeoutError, DeadKernelError

    class ThisPython(KernelSpecManager):
        """The one kernel there is: `sys.executable`, whatever kernels are installed on the machine."""

        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            return KernelSpec(argv=command, display_name=kernel_name, language="python")

    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    inject(notebook, parameters)
    # Windows: a kernel that is just ending may still hold a file; what is left there is no reason to fail
    temporary = tempfile.TemporaryDirectory(prefix="jiugai-", ignore_cleanup_errors=True)
    with temporary as scratch, (Path(scratch) / "log").open("w+b") as log:

        class Manager(AsyncKernelManager):
            """Starts that kernel; made by the client, which then also ends it."""

            def __init__(self, **settings: Any) -> None:
                own = {
                    "kernel_spec_manager": ThisPython(),
                    "connection_file": str(Path(scratch) / _CONNECTION),
                    "transport": transport(Path(scratch)),
                }
                super().__init__(**(settings | own))

        client = NotebookClient(
            notebook,
            kernel_manager_class=Manager,
            kernel_name="python3",
            timeout=_TIMEOUT,
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            client.execute(env=environment(Path(scratch)), stdout=log, stderr=log)
        except CellExecutionError as failure:
            raise _failed(path, f"{failure.ename}: {failure.evalue}") from None
        except (CellControlSignal, CellTimeoutError, DeadKernelError) as failure:
            log.seek(0)
            last = log.read().decode("utf-8", "replace").strip().splitlines()[-1:]
            raise _failed(path, " ".join([str(failure), *last])) from None
    return notebook


def transport(scratch: Path) -> str:
    """How to talk to a kernel with its files in `scratch`: tcp where the path of a socket there would be too long."""
    socket = scratch / f"{Path(_CONNECTION).stem}-ipc-99999"  # as jupyter_client names them; it numbers them up
    return TRANSPORT if len(os.fsencode(socket)) <= _SOCKET_PATH else "tcp"


def inject(notebook: Any, parameters: Mapping[str, object]) -> None:
    """Put a cell that sets `parameters` after the cell tagged so. Raises `OutputError` where there is none."""
    import nbformat

    tagged = [place for place, cell in enumerate(notebook.cells) if PARAMETERS in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise OutputError(
            Problem(Locator(), f"应有一个标记为 {PARAMETERS} 的单元", f"needs one cell tagged {PARAMETERS}")
        )
    source = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    tags = {"tags": ["injected-parameters"]}
    cell = nbformat.v4.new_code_cell(source, id="injected", metadata=tags)  # type: ignore[no-untyped-call]
    notebook.cells.insert(tagged[0] + 1, cell)


def environment(scratch: Path) -> dict[str, str]:
    """Variables of the kernel: finds the same jiugai, keeps away from the user's IPython settings and history."""
    variables = dict(os.environ)
    root = Path(jiugai.__file__).resolve().parent.parent
    if root not in {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}:
        variables["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root), variables.get("PYTHONPATH", "")]))
    settings = {"IPYTHONDIR": str(scratch / "ipython"), "PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYTHONUTF8": "1"}
    return variables | settings


def _failed(path: Path, why: str) -> OutputError:
    return OutputError(Problem(Locator(str(path)), f"报告笔记本运行失败：{why}", f"the report notebook failed: {why}"))
