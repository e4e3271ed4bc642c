#!/bin/sh
# Process mining beside pm4py on the same flow rows, CPU seconds: benchmarks/process/run.sh FLOWS.csv
# Build process-operator first. PEERS_PYTHON names a Python with requirements.txt installed; else one is made.
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
java -Xmx1g -XX:+UseSerialGC \
  -cp "$root/process-operator/target-quick/classes:$root/flow-model/target-quick/classes" \
  "$here/ProcessBenchmark.java" "$flows" | tee "$work/ours"
PYTHONHASHSEED=0 OMP_NUM_THREADS=1 "$PEERS_PYTHON" "$here/peer.py" "$flows" 2>/dev/null | grep '^[a-z-]* [0-9.]*$' > "$work/peer"
awk 'NR == FNR { ours[$1] = $2; next }
  { printf "%-26s ours %.6f  pm4py %.6f  %.0f x\n", $1, ours[$1], $2, $2 / ours[$1] }
  $1 !~ /stream/ { a += ours[$1]; b += $2 }
  END { a += ours["variants"]; printf "%-26s ours %.6f  (shared by the stages; pm4py has it inside each)\n", "variants", ours["variants"]
  printf "%-26s ours %.6f  pm4py %.6f  %.0f x\n", "sum of batch stages", a, b, b / a }' "$work/ours" "$work/peer"
