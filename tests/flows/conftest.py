"""What tests of the flows share."""

import uuid
from collections.abc import Iterator

import pytest

from tests.flows.s3_server import serving_s3


@pytest.fixture(scope="session")
def _s3() -> Iterator[None]:
    """One S3-compatible server for all tests of this process: s3fs remembers where it is."""
    pytest.importorskip("s3fs", reason="the extra `s3` is not installed")
    pytest.importorskip("moto", reason="moto is not installed")
    with serving_s3() as environment, pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def bucket(_s3: None) -> str:
    """The address of a bucket of one's own, which keeps what is overwritten or deleted in it."""
    import boto3

    client, name = boto3.client("s3"), f"b-{uuid.uuid4().hex}"
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return f"s3://{name}"
