"""Whether what an undisturbed run publishes is right by itself: all the trials compare with it, and it comes from Sluice."""
import json
import re
import stat

from .oracle import Failure

# A checksum in plain Python takes its time.
LARGEST = 64 << 10
POLYNOMIAL = 0x82F63B78
PART = re.compile(r"part-(\d{5})-([0-9a-f]{8})\.(ndjson|csv|parquet)")


def crc32c(data):
    """CRC-32C (Castagnoli), bit by bit."""
    sum = 0xFFFFFFFF
    for byte in data:
        sum ^= byte
        for _ in range(8):
            sum = sum >> 1 ^ (POLYNOMIAL if sum & 1 else 0)
    return sum ^ 0xFFFFFFFF


def check_reference(job, output):
    """Names and checksums of parts, their records, `_SUCCESS` for complete sets only, and permissions."""
    manifest = json.loads((output / "_manifest.json").read_bytes())
    isComplete = job.status == 0
    if manifest["complete"] != isComplete or (output / "_SUCCESS").exists() != isComplete:
        raise Failure(f"_SUCCESS or the manifest's `complete` is wrong; the input is {'' if isComplete else 'not '}whole")
    names = sorted(path.name for path in output.glob("part-*"))
    if names != [part["name"] for part in manifest["parts"]]:
        raise Failure(f"the manifest lists other parts than {names}")
    for number, part in enumerate(manifest["parts"]):
        check_part(job, output / part["name"], number, part)
    if manifest["ledger"]["records_written"] != sum(part["records"] for part in manifest["parts"]):
        raise Failure("the ledger has another number of records than the parts")
    if stat.S_IMODE((output / "_rejects/part-00000.ndjson").stat().st_mode) != 0o600:
        raise Failure("the rejects can be read by others")


def check_part(job, path, number, part):
    match, data = PART.fullmatch(path.name), path.read_bytes()
    if not match or int(match[1]) != number or match[2] != part["crc32c"] or match[3] != job.format:
        raise Failure(f"part {number} is called {path.name}")
    if len(data) != part["bytes"] or len(data) <= LARGEST and f"{crc32c(data):08x}" != part["crc32c"]:
        raise Failure(f"{path.name} is not what the manifest says")
    if job.format == "ndjson" and data.count(b"\n") != part["records"]:
        raise Failure(f"{path.name} has another number of records than the manifest says")
    if not path.stat().st_mode & stat.S_IROTH:
        raise Failure(f"{path.name} cannot be read by others")
