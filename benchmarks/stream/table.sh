#!/bin/sh
# The two figures of docs/91 in one table: throughput, and what checkpoints wait while windows close. About six minutes.
# Build first: ./mvnw -pl flink-jobs -am package -Dquick -DskipTests
# Usage: table.sh [runs]; JVM options in $JVM
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export JVM="${JVM:--Xmx4g -XX:+UseParallelGC}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
one() {
  label=$1
  shift
  echo "$label: $*"
  "$here/run.sh" stream "$@" >"$log" 2>&1 || { cat "$log"; exit 1; }
  grep -E '^(FAILED|RESULT|BLOCKED)' "$log" | sed 's/^/  /'
  export KEEP=1
}
for run in $(seq "${1:-1}"); do
  one "as fast as it goes, run $run" seconds=120 lag=5 checkpoint=30000 stacks=false
  one "at real time, a checkpoint every 2 s, run $run" seconds=140 lag=5 checkpoint=2000 pace=1 stacks=false
done
uptime
