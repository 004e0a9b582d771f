"""An S3-compatible server on this machine: moto's server mode, in a process of its own.

python -m tests.flows.s3_server      says its address, and ends when its input ends
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOUSE = Path(__file__).parents[2]
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "anyone",
    "AWS_SECRET_ACCESS_KEY": "nothing",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@contextmanager
def serving_s3() -> Iterator[dict[str, str]]:
    """The environment in which s3://… addresses lead to the server."""
    command = [sys.executable, "-m", "tests.flows.s3_server"]
    with subprocess.Popen(command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        yield {**CREDENTIALS, "AWS_ENDPOINT_URL": server.stdout.readline().strip()}
        server.stdin.close()


def main() -> None:
    """Serve until the input ends."""
    import logging

    from moto.server import ThreadedMotoServer

    logging.disable()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    print(f"http://{host}:{port}", flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()
