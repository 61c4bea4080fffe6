# Builds the parts of a bundle as Spark tasks and merges them.
#
#     spark-submit --master MASTER parts.py CONTENT OUTPUT PARTS
#
# Every worker needs access to both folders, and `drug-card` on its PATH.

import subprocess
import sys

from pyspark import SparkContext

content, output, count = sys.argv[1], sys.argv[2], int(sys.argv[3])


def build(part):
    """Builds one part and returns its file."""
    file = f"{output}.part-{part}"
    subprocess.run(["drug-card", "build", content, "--part", f"{part}/{count}", "-o", file], check=True)
    return file


with SparkContext(appName="drug-card") as spark:
    parts = spark.parallelize(range(1, count + 1), count).map(build).collect()
subprocess.run(["drug-card", "merge", *parts, "-o", output], check=True)
