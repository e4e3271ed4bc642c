"""The same stages with pm4py, CPU seconds of this process; prints one line a stage: name, median."""
import statistics
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import pandas as pd
import pm4py

ROUNDS = 5


def measure(stage, work, per_unit=1):
    result = work()
    seconds = []
    for _ in range(ROUNDS):
        before = time.process_time()
        result = work()
        seconds.append(time.process_time() - before)
    print(stage, "%.9f" % (statistics.median(seconds) / per_unit), flush=True)
    return result


def read(path):
    flows = pd.read_csv(path, keep_default_na=False)
    flows = flows[(flows.mqttControlType == 3) & (flows.mqttCorrelationData != "NULL")]
    source = flows.sourceIPv4Address + ":" + flows.sourceTransportPort.astype(str)
    client = flows.mqttSrcClientId.where(source != "127.0.0.1:1883", "MQTT Broker")
    parts = flows.flowStartNanoseconds.str.strip("[]").str.split(",", expand=True)
    nanos = parts[0].astype("int64") * 10**9 + ("0." + parts[1]).astype(float).mul(1e9).astype("int64")
    start = pd.to_datetime(nanos, utc=True)
    log = pd.DataFrame({"case:concept:name": flows.mqttCorrelationData,
                        "concept:name": client + " \u2192 " + flows.mqttTopic,
                        "org:resource": client, "time:timestamp": start})
    return pm4py.convert_to_event_log(log)


def main(path):
    log = measure("rows", lambda: read(path))
    net = measure("imf", lambda: pm4py.discover_petri_net_inductive(log, noise_threshold=0.9))
    measure("replay", lambda: pm4py.fitness_token_based_replay(log, *net))
    measure("alignments", lambda: pm4py.fitness_alignments(log, *net))
    measure("skeleton", lambda: pm4py.discover_log_skeleton(log, noise_threshold=0.0))
    measure("temporal", lambda: pm4py.discover_temporal_profile(log))
    some = [pm4py.objects.log.obj.EventLog([trace]) for trace in log[:300]]
    events = sum(len(trace) for trace in log[:300])
    measure("stream-replay-per-event",
            lambda: [pm4py.conformance_diagnostics_token_based_replay(one, *net) for one in some], events)


main(sys.argv[1])
