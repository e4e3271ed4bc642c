#!/usr/bin/env bash
# CPU seconds of MUDscope's commands, each a process of its own with the JVM's start included,
# beside what the originals took (numbers of an earlier measurement; they are not run here).
#
#   benchmarks/mudscope/run.sh [RUNS]     RUNS: how often each is run (default 3; the median counts)
#
# Inputs are looked for in ../shared, beside the repository; what is absent is skipped with a line.
set -euo pipefail
export LC_ALL=C TZ=UTC

runs=${1:-3}
here=$(cd "$(dirname "$0")/../.." && pwd)
shared=$here/../shared
captures=$shared/data/b_iot_traffic/mudscope
golden=$shared/golden/mudscope
mudlark=$here/mudlark

if [[ ! -d $captures || ! -d $golden ]]; then
  echo "skipped: no captures in ../shared/data/b_iot_traffic/mudscope or no ../shared/golden/mudscope"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$mudlark" --version >"$work/version" # builds when that is needed, outside the measurement

# name MAC gateway-MAC gateway-IP captures-of
device() { # SITE -> JSON fields of gateway and device
  case $1 in
    ut) echo '"defaultGatewayConfig": {"macAddress": "08:00:27:86:05:66", "ipAddress": "192.168.32.1", "ipv6Address": "-"}, "deviceConfig": {"device": "00:31:92:e1:7b:17", "deviceName": "ut-tplink"}' ;;
    tue) echo '"defaultGatewayConfig": {"macAddress": "08:00:27:e7:f3:5c", "ipAddress": "192.168.10.1", "ipv6Address": "-"}, "deviceConfig": {"device": "68:ff:7b:df:58:4d", "deviceName": "tue-tplink"}' ;;
  esac
}

TIMEFORMAT='%U %S'
# once OUTPUT-TO-REMOVE COMMAND...: user + system CPU seconds, children included
once() {
  local gone=$1
  shift
  rm -rf "$gone"
  { time "$@" >"$work/out" 2>"$work/err" || { cat "$work/err" >&2; return 1; }; } 2>"$work/time"
  awk '{ printf "%.2f\n", $1 + $2 }' "$work/time"
}

# row LABEL ORIGINAL OUTPUT-TO-REMOVE COMMAND...
row() {
  local label=$1 original=$2 gone=$3 i
  shift 3
  for ((i = 0; i < runs; i++)); do
    once "$gone" "$@" || return 1
  done | sort -n >"$work/times"
  awk -v label="$label" -v original="$original" '
    { t[NR] = $1 }
    END { printf "| %s | %.2f (%.2f to %.2f) | %s |\n", label, t[int((NR + 1) / 2)], t[1], t[NR], original }' "$work/times"
}

echo "$(cat "$work/version"), $(date -u +%F), commit $(git -C "$here" rev-parse --short HEAD), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $(java -version 2>&1 | head -1)"
echo
echo "| command | CPU s, median of $runs (least to most) | the original's CPU s |"
echo "|---|---:|---:|"

for compat in "--compat mudgee" ""; do
  echo "{$(device ut), \"pcapLocation\": \"$captures/ut-tplink/2021-11-18_15-15-47.pcap\"}" >"$work/mudgen.json"
  # shellcheck disable=SC2086 # an empty option is no option
  row "mudgen ${compat:-(default)}, ut 15:15" 217.8 "$work/mudgen" \
    "$mudlark" mudgen --config "$work/mudgen.json" --output "$work/mudgen" $compat
done

reject_cold=(19.35 9.24)
netflows_cold=(7.28 7.02)
site_number=0
for site in ut:15-15-47:15:15 tue:15-15-34:15:15; do
  IFS=: read -r name window hour minute <<<"$site"
  rules=$golden/profiles/$name-tplink-plug/$name-tplink-plugrule.csv
  echo "{$(device "$name"), \"filterPcapLocation\": \"$captures/$name-tplink/2021-11-18_$window.pcap\"}" >"$work/reject.json"
  for compat in "--compat mudscope" ""; do
    # shellcheck disable=SC2086
    row "reject ${compat:-(default)}, $name $hour:$minute" "${reject_cold[site_number]}" "$work/rejected" \
      "$mudlark" reject --config "$work/reject.json" --rules "$rules" --hosts "$golden/config/hosts.json" \
      --output "$work/rejected" $compat
  done
  for compat in "--compat mudscope" ""; do
    # shellcheck disable=SC2086
    row "netflows ${compat:-(default)}, the $name windows" "${netflows_cold[site_number]} (four windows)" "$work/netflows" \
      "$mudlark" netflows --input "$golden/rejected/$name-tplink" --output "$work/netflows" $compat
  done
  echo "{\"device_id\": \"$name\", \"deployment_info\": {\"deployment_id\": \"$name\", \"lat\": 0, \"lon\": 0, \"country\": \"\", \"industry_sector\": \"\"}}" >"$work/$name.json"
  site_number=$((site_number + 1))
done

characterize_cold=(5.63 5.29)
evolution_cold=(5.44 5.31)
site_number=0
for site in ut:15:15:47 tue:15:15:34; do
  name=${site%%:*}
  row "characterize --compat mudscope, $name 15:15" "${characterize_cold[site_number]}" "$work/characterized" \
    "$mudlark" characterize --input "$golden/netflows/$name-tplink/2021-11-18_${site#*:}-rejected-flows-custom-hdr-CLN.csv" \
    --metadata "$work/$name.json" --dsr "$golden/netflows-benign/benign-custom-format-CLN-SCALED.csv" \
    --output "$work/characterized" --compat mudscope
  row "evolution --compat mudscope, the $name windows" "${evolution_cold[site_number]} (four windows)" "$work/feed.csv" \
    "$mudlark" evolution --input "$golden/characterization/$name-tplink/"*.json --output "$work/feed.csv" --compat mudscope
  site_number=$((site_number + 1))
done

watch='"clusters_balance", "mutual_matches_n", "mutual_matches_percentage"'
for way in fwd bwd; do
  for metric in n percentage agglomeration_avg agglomeration_max_percentage; do
    watch+=", \"${way}_matches_$metric\""
  done
done
echo "{\"mrtfeeds\": [{\"device_metadata\": \"$work/ut.json\", \"csv_mrt_feed\": \"$golden/evolution/ut-tplink.csv\"}, {\"device_metadata\": \"$work/tue.json\", \"csv_mrt_feed\": \"$golden/evolution/tue-tplink.csv\"}], \"features_watch\": [$watch]}" >"$work/monitor.json"
row "monitor --compat mudscope, two feeds, 11 plots" 13.44 "$work/monitor" \
  "$mudlark" monitor --config "$work/monitor.json" --output "$work/monitor" --compat mudscope

entry() { # SITE BENIGN
  echo "{$(device "$1"), \"captures\": \"$captures/$1-tplink\", \"benign\": \"$golden/benign-standin/$2.pcap\", \"metadata\": \"$work/$1.json\"}"
}
echo "{\"output\": \"$work/pipeline\", \"hosts\": \"$golden/config/hosts.json\", \"features_watch\": [$watch], \"devices\": [$(entry ut UT), $(entry tue TUe)]}" >"$work/pipeline.json"
for compat in "--compat mudscope" ""; do
  # shellcheck disable=SC2086
  row "pipeline ${compat:-(default)}, six windows, both profiles learnt" "33.5 (eight windows, no start, no profiles)" "$work/pipeline" \
    "$mudlark" pipeline --config "$work/pipeline.json" $compat
done
