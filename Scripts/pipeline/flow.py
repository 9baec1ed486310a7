"""The first three stages of a pipeline as a Prefect flow: records are generated, ingested by sluice, and read by Spark.

Usage: flow.py --sluice PATH --directory DIR --database URL --pipeline-id N [--records N]

Spark's sums over the published directory must be those that Python finds in the generated input, to the last digit.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from prefect import flow, get_run_logger, task

DISCOUNT_FACTORS = {"A": Decimal("0.90"), "B": Decimal("0.85"), "C": Decimal("0.80")}
OTHER_DISCOUNT_FACTOR = Decimal("0.95")

# Two decimals are kept as such: sums of doubles would hang on the order in which they are added.
SPARK_SCHEMA = (
    "id BIGINT, name STRING, category STRING, value DECIMAL(12, 2), quantity INT, is_active BOOLEAN, created_at STRING"
)
EXIT_OUTPUT_FAILED = 5


@dataclass
class SluiceError(Exception):
    """The end of a run of sluice, by its exit status."""

    exit_code: int
    message: str

    def __str__(self) -> str:
        return f"sluice ended with {self.exit_code}: {self.message}"


def run_sluice(sluice: Path, *arguments: object, output=subprocess.PIPE) -> str | None:
    """Runs sluice to its end, hands its log to Prefect's line by line, and returns what it has written."""
    logger = get_run_logger()
    # The log goes through a pipe of its own, and the report is small enough for its pipe.
    process = subprocess.Popen(
        [sluice, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE, text=True
    )
    last = ""
    for line in process.stderr:
        last = line.rstrip()
        logger.info("sluice: %s", last)
    text = process.stdout.read() if process.stdout else None
    if (status := process.wait()) != 0:
        raise SluiceError(status, report_message(text) or last)
    return text


def report_message(text: str | None) -> str | None:
    """Returns why a run has failed, by its report."""
    try:
        return json.loads(text or "").get("message")
    except ValueError:
        return None


def may_pass(_task, _task_run, state) -> bool:
    """Tells whether trying again may help: a full disk or a lost connection may pass, bad data does not."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, SluiceError) and error.exit_code == EXIT_OUTPUT_FAILED


@task(name="generate_data")
def generate_data(sluice: Path, records: int, path: Path) -> Path:
    """Stage 1: writes the records as one array."""
    with path.open("wb") as file:
        run_sluice(sluice, "generate", "--records", records, "--seed", 7, output=file)
    get_run_logger().info("%d records, %d bytes in %s", records, path.stat().st_size, path)
    return path


@task(name="ingest_data", retries=3, retry_delay_seconds=[1, 2, 4], retry_condition_fn=may_pass)
def ingest_data(sluice: Path, source: Path, published: Path, database: str, pipeline_id: int) -> dict:
    """Stage 2: checks, cleans and publishes the records, and keeps the pipeline's rows up to date."""
    text = run_sluice(
        sluice, "ingest", source, "--output", published, "--overwrite", "--schema", "items", "--report", "json",
        "--progress", "never", "--database", database, "--pipeline-id", pipeline_id,
    )  # fmt: skip
    report = json.loads(text)
    get_run_logger().info(
        "%s: %d records seen, %d written, %d rejected in %.3f s; parts: %s",
        report["status"], report["records_seen"], report["records_written"], report["records_rejected"],
        report["seconds"], ", ".join(part["name"] for part in report["parts"]),
    )  # fmt: skip
    return report


@task(name="spark_processing")
def spark_processing(published: Path) -> dict[str, list[str]]:
    """Stage 3: derives columns from the published records with Spark, and returns sums by category."""
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as F

    spark = (
        SparkSession.builder.master("local[2]")
        .appName("spark_processing")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    try:
        items = spark.read.schema(SPARK_SCHEMA).option("mode", "FAILFAST").json(str(published))
        factor = F.lit(OTHER_DISCOUNT_FACTOR)
        for category, number in DISCOUNT_FACTORS.items():
            factor = F.when(F.col("category") == category, F.lit(number)).otherwise(factor)
        derived = (
            items.withColumn("total_value", F.col("value") * F.col("quantity"))
            .withColumn("discount_factor", factor)
            .withColumn("discounted_value", F.col("total_value") * F.col("discount_factor"))
        )
        rows = (
            derived.groupBy("category")
            .agg(F.count("*"), F.sum("quantity"), F.sum("total_value"), F.sum("discounted_value"))
            .collect()
        )
        return {row[0]: [plain(number) for number in row[1:]] for row in rows}
    finally:
        spark.stop()


def python_sums(source: Path) -> dict[str, list[str]]:
    """Returns the same sums of the generated records, read by Python's own parser, in exact arithmetic."""
    counts, quantities, totals = Counter(), Counter(), Counter()
    with source.open("rb") as file:
        for item in json.load(file, parse_float=Decimal):
            category = item["category"].strip().upper()
            counts[category] += 1
            quantities[category] += item["quantity"]
            totals[category] += item["value"] * item["quantity"]
    return {
        category: [
            plain(counts[category]),
            plain(quantities[category]),
            plain(totals[category]),
            plain(totals[category] * DISCOUNT_FACTORS.get(category, OTHER_DISCOUNT_FACTOR)),
        ]
        for category in counts
    }


def plain(number: Decimal | int) -> str:
    """Returns the number with as many decimals as it needs."""
    return f"{Decimal(number).normalize():f}"


@flow(name="items")
def items_flow(sluice: Path, directory: Path, database: str, pipeline_id: int, records: int) -> None:
    source = generate_data(sluice, records, directory / "items.json")
    report = ingest_data(sluice, source, directory / "published", database, pipeline_id)
    if report["records_written"] != records:
        raise ValueError(f"{report['records_written']} of {records} records are published")
    found = spark_processing(directory / "published")
    expected = python_sums(source)
    logger = get_run_logger()
    for category in sorted(expected):
        count, quantity, total, discounted = expected[category]
        logger.info("%s: %s records, quantity %s, total %s, discounted %s", category, count, quantity, total, discounted)
    if found != expected:
        raise ValueError(f"Spark's sums are not Python's: {found} instead of {expected}")
    logger.info("Spark's sums are Python's")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sluice", type=Path, required=True, help="the command")
    parser.add_argument("--directory", type=Path, required=True, help="where to put the data")
    parser.add_argument("--database", required=True, help="where the pipeline's rows are")
    parser.add_argument("--pipeline-id", type=int, required=True, help="the pipeline's row")
    parser.add_argument("--records", type=int, default=100_000, help="how many to generate (default: %(default)s)")
    options = parser.parse_args()
    # Spark starts Python anew for some of its work, and asks the machine for its name.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    items_flow(options.sluice, options.directory, options.database, options.pipeline_id, options.records)


if __name__ == "__main__":
    main()
