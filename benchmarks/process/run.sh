#!/bin/sh
# Process mining beside pm4py on the same flow rows, CPU seconds, and the stream's operator alone:
# benchmarks/process/run.sh FLOWS.csv. Build process-operator first: ./mvnw -pl process-operator -am install -Dquick -DskipTests PEERS_PYTHON names a Python with requirements.txt installed; else one is made.
# pm4py is AGPL: it is run as a program, from a virtual environment outside the source, and not shipped.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
flows=${1:?which flow rows}
work=${TMPDIR:-/tmp}/mudlark-process-bench
mkdir -p "$work"
if [ -z "${PEERS_PYTHON:-}" ]; then
  [ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
  "$work/venv/bin/pip" -q install -r "$here/requirements.txt"
  PEERS_PYTHON=$work/venv/bin/python
fi
mkdir -p "$work/classes"
classes=$root/process-operator/target-quick/classes:$root/flow-model/target-quick/classes:$root/flow-flink/target-quick/classes
if [ -z "${FLINK_CLASSPATH:-}" ]; then
  [ -s "$work/classpath" ] || (cd "$root" && ./mvnw -o -q -pl process-operator dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$work/classpath")
  FLINK_CLASSPATH=$(cat "$work/classpath")
fi
javac -nowarn -d "$work/classes" -cp "$classes:$FLINK_CLASSPATH" "$here"/*.java
bench="java -Xmx1g -XX:+UseSerialGC --add-opens=java.base/java.util=ALL-UNNAMED -cp $work/classes:$classes:$FLINK_CLASSPATH"
$bench ProcessBenchmark "$flows" | tee "$work/ours"
$bench OperatorBenchmark "$flows" 2>/dev/null | tee "$work/operator"
PYTHONHASHSEED=0 OMP_NUM_THREADS=1 "$PEERS_PYTHON" "$here/peer.py" "$flows" 2>/dev/null | grep '^[a-z-]* [0-9.]*$' > "$work/peer"
awk 'NR == FNR { ours[$1] = $2; next }
  { printf "%-26s ours %.6f  pm4py %.6f  %.0f x\n", $1, ours[$1], $2, $2 / ours[$1] }
  $1 !~ /stream/ { a += ours[$1]; b += $2 }
  END { a += ours["variants"]; printf "%-26s ours %.6f  (shared by the stages; pm4py has it inside each)\n", "variants", ours["variants"]
  printf "%-26s ours %.6f  pm4py %.6f  %.0f x\n", "sum of batch stages", a, b, b / a }' "$work/ours" "$work/peer"
