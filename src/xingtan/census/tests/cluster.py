"""A real Spark cluster for tests and benchmarks: a master and workers, each a process of its own, on loopback ports."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from tests.ports import free_port

# Little programs that live for a minute are not worth optimizing.
QUICK = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
_OPENED = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.lang", "java.nio", "java.net", "sun.nio.ch")]

# What the driver must know when all is on one loopback: set where XINGTAN_COUNTING_SPARK would be.
DRIVER = (
    "spark.driver.host=127.0.0.1",
    "spark.driver.bindAddress=127.0.0.1",
    "spark.driver.memory=768m",
    "spark.executor.memory=512m",
    "spark.executor.cores=1",
    "spark.sql.shuffle.partitions=2",
    "spark.default.parallelism=2",
    # For a few thousand rows, compiling a plan takes longer than walking through it.
    "spark.sql.codegen.wholeStage=false",
    "spark.sql.codegen.factoryMode=NO_CODEGEN",
    "spark.sql.adaptive.enabled=false",
    # A dead worker is missed after seconds, not minutes.
    "spark.network.timeout=20s",
    "spark.network.timeoutInterval=5s",
    f"spark.driver.extraJavaOptions={QUICK}",
    f"spark.executor.extraJavaOptions={QUICK}",
    "spark.executor.heartbeatInterval=2s",
    "spark.excludeOnFailure.enabled=false",
)


class Cluster:
    """Starts on entering and ends on leaving: ``with Cluster(folder) as cluster: … cluster.address``."""

    def __init__(self, folder: Path, *, workers: int = 2, memory: str = "600m") -> None:
        self.folder = folder
        self.memory = memory
        self.port = free_port()
        self.address = f"spark://127.0.0.1:{self.port}"
        self.count = workers
        self.master: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Cluster":
        self.folder.mkdir(parents=True, exist_ok=True)
        self.master = self._start(
            "master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(self.port)
        )
        self._await("master", "I have been elected leader")
        for number in range(1, self.count + 1):
            self.workers.append(self._worker(number))
        for number in range(1, self.count + 1):
            self._await(f"worker{number}", "Successfully registered with master")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (*self.workers, self.master):
            if process is not None:
                _end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill_worker(self, number: int) -> None:
        """Kill the worker with what runs in it, as a machine that loses its power does."""
        process = self.workers[number - 1]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def add_worker(self) -> None:
        """Start another worker."""
        self.workers.append(self._worker(len(self.workers) + 1))
        self._await(f"worker{len(self.workers)}", "Successfully registered with master")

    def _worker(self, number: int) -> "subprocess.Popen[bytes]":
        return self._start(
            f"worker{number}",
            "org.apache.spark.deploy.worker.Worker",
            *("--host", "127.0.0.1", "--cores", "1", "--memory", self.memory),
            *("--work-dir", str(self.folder / f"work{number}"), self.address),
        )

    def _start(self, name: str, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        import pyspark

        home = Path(pyspark.__file__).parent
        environment = {
            **os.environ,
            "SPARK_HOME": str(home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_SCALA_VERSION": "2.13",
            "SPARK_LOCAL_DIRS": str(self.folder / "local"),
        }
        # Straight to Java: Spark's own script would start another one first, only to learn how to start this one.
        java = shutil.which("java") or f"{os.environ['JAVA_HOME']}/bin/java"
        command = [java, "-cp", f"{home}/jars/*", "-Xmx256m", *_OPENED, *QUICK.split(), program, "--webui-port", "0"]
        if shutil.which("setpriv"):
            # Whoever ends the tests by force ends these, too.
            command = ["setpriv", "--pdeathsig", "KILL", *command]
        with (self.folder / f"{name}.log").open("wb") as log:
            # Its own group of processes, so that a worker dies with its executors.
            return subprocess.Popen(
                [*command, *arguments],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )

    def _await(self, name: str, words: str, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        log = self.folder / f"{name}.log"
        while time.monotonic() < until:
            if words in log.read_text(errors="replace"):
                return
            time.sleep(0.05)
        raise TimeoutError(f"{name} did not start: {log.read_text(errors='replace')[-2000:]}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
