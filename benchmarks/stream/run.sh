#!/bin/sh
# The whole pipeline, or enforcement alone, over synthetic or generated traffic; see docs/91.
# Build first: ./mvnw -pl flink-jobs -am package -Dquick -DskipTests
# Usage: run.sh stream [name=value...] | run.sh enforce [capture-folder] ; JVM options in $JVM, classes to try first in $FIRST
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$here/target
if [ "${KEEP:-}" != 1 ] || [ ! -d "$work/lib" ]; then
  rm -rf "$work"
  mkdir -p "$work/lib" "$work/classes"
  # a copy: a build may replace the jars while this runs
  cp "$root"/flink-jobs/target-quick/lib/*.jar "$root"/flink-jobs/target-quick/flink-jobs-*.jar "$work/lib"
  javac -nowarn -d "$work/classes" -cp "$work/lib/*" "$here"/*.java
fi
case $1 in
  stream) main=StreamBenchmark ;;
  enforce) main=EnforceBenchmark ;;
  close) main=CloseBenchmark ;;
  *) echo "run.sh stream|enforce|close" >&2; exit 2 ;;
esac
shift
exec java ${JVM:--Xmx2g} -Dlog4j.configurationFile="$here/log4j2.properties" \
  --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
  --add-opens=java.base/java.time=ALL-UNNAMED \
  -cp "${FIRST:+$FIRST:}$work/classes:$work/lib/*" "$main" "$@"
