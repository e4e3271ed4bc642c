#!/bin/sh
# Keyed state and timers of the steps behind the windows return to zero: TrendStateTest with a million devices that come and go.
# Usage: states.sh [devices]; some minutes for a million
set -eu
cd "$(dirname "$0")/../.."
exec ./mvnw -q -pl flink-jobs test -Dquick -Dtest=TrendStateTest "-Dmudlark.devices=${1:-1000000}"
