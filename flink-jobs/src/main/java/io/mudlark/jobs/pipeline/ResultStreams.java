package io.mudlark.jobs.pipeline;

import io.mudlark.alert.Alert;
import io.mudlark.alert.ProcessDeviation;
import io.mudlark.ledger.Tally;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.stream.Observation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.jspecify.annotations.Nullable;

/**
 * All that {@link MrtPipeline} results in.
 *
 * @param observations what came in, as it was decoded or metered
 * @param rejected flows that a profile rejects
 * @param characterizations the clusters of each device's window
 * @param evolutions how each window differs from the one before
 * @param alerts all tellings of alerts
 * @param deviations what is wrong with processes, one by one; null when there is no process model
 * @param ledger sums of the ledger; where input has no end, what has come since the last telling
 */
public record ResultStreams(
    DataStream<Observation> observations,
    DataStream<JudgedFlow> rejected,
    DataStream<Characterization> characterizations,
    DataStream<Evolution> evolutions,
    DataStream<Alert> alerts,
    @Nullable DataStream<ProcessDeviation> deviations,
    DataStream<Tally> ledger) {}
