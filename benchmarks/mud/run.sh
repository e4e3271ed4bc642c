#!/bin/sh
# Judgements per CPU second. Build mud-operator first; an argument is a MUD file to judge by instead.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
libs=${MAVEN_REPO:-$HOME/.m2/repository}/com/fasterxml/jackson/core
classpath=$root/mud-operator/target-quick/classes:$root/flow-model/target-quick/classes
for jar in $(find "$libs" -name 'jackson-databind-2.20.1.jar' -o -name 'jackson-core-2.20.1.jar' \
    -o -name 'jackson-annotations-2.20.jar'); do
  classpath=$classpath:$jar
done
exec java -Xmx256m -XX:+UseSerialGC -cp "$classpath" "$root/benchmarks/mud/JudgeBenchmark.java" "$@"
