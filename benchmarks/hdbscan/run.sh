#!/bin/sh
# Measures HDBSCAN* against its peers: benchmarks/hdbscan/run.sh [REPORT [ROUNDS]]
# PEERS_PYTHON names a Python that has requirements.txt installed; otherwise a virtual environment is made.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
report=${1:-$root/docs/90-benchmarks-hdbscan.md}
case $report in /*) ;; *) report=$PWD/$report ;; esac
work=$here/target
mkdir -p "$work/classes" "$(dirname "$report")"
if [ -z "${PEERS_PYTHON:-}" ]; then
  [ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
  "$work/venv/bin/pip" -q install -r "$here/requirements.txt"
  PEERS_PYTHON=$work/venv/bin/python
fi
cd "$root"
mvn=${MVN:-./mvnw}
if [ ! -s "$work/classpath" ]; then
  $mvn -q -pl cluster-operator -am install -Dquick -DskipTests
  $mvn -q -pl cluster-operator dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile="$work/classpath"
fi
$mvn -q -pl cluster-operator compile -Dquick
# a copy, so that a build in the meantime does not change what is measured
mkdir -p "$work/classes/io/mudlark/cluster"
cp -R cluster-operator/target-quick/classes/io/mudlark/cluster/hdbscan "$work/classes/io/mudlark/cluster/"
classpath=$work/classes:$(cat "$work/classpath")
javac -cp "$classpath" -d "$work/classes" "$here/FitWorker.java"
exec "$PEERS_PYTHON" "$here/compare.py" "$classpath" "$report" ${2:-}
