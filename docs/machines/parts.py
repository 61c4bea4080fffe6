# Owns the recipe for Spark: the parts of a build as one task each, joined into the bundle that one build would be.
#
#     spark-submit --master MASTER parts.py CONTENT OUTPUT PARTS
#
# The folders must lie where every worker sees them, and `drug-card` on each worker's PATH.

import subprocess
import sys

from pyspark import SparkContext

content, output, count = sys.argv[1], sys.argv[2], int(sys.argv[3])


def build(part):
    """Builds one part and gives its file."""
    file = f"{output}.part-{part}"
    subprocess.run(["drug-card", "build", content, "--part", f"{part}/{count}", "-o", file], check=True)
    return file


with SparkContext(appName="drug-card") as spark:
    parts = spark.parallelize(range(1, count + 1), count).map(build).collect()
subprocess.run(["drug-card", "merge", *parts, "-o", output], check=True)
