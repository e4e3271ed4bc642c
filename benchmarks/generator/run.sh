#!/bin/sh
# Packets generated per CPU second. Build traffic-generator first.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
libs=${MAVEN_REPO:-$HOME/.m2/repository}
classpath=$root/traffic-generator/target-quick/classes:$root/flow-model/target-quick/classes
for jar in $(find "$libs/com/fasterxml/jackson" "$libs/org/yaml/snakeyaml" \
    -name 'jackson-databind-2.20.1.jar' -o -name 'jackson-core-2.20.1.jar' \
    -o -name 'jackson-annotations-2.20.jar' -o -name 'jackson-dataformat-yaml-2.20.1.jar' \
    -o -name 'snakeyaml-2.4.jar'); do
  classpath=$classpath:$jar
done
exec java -Xmx512m -XX:+UseSerialGC -cp "$classpath" \
  "$root/benchmarks/generator/GeneratorBenchmark.java" "$@"
