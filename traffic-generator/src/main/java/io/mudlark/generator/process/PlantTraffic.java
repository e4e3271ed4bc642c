package io.mudlark.generator.process;

import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowRecord;
import java.util.List;
import java.util.Map;

/**
 * What a plant's broker and clients exchanged, and the truth about it.
 *
 * @param exchanges every PUBLISH that was seen, by end, then id
 * @param cases the truth by case id, in the order of case ids
 * @param caseOf the case of each exchange that was seen, by the exchange's id
 * @param lost exchanges that nobody saw
 * @param meanOpenCases cases open at a time on average
 */
public record PlantTraffic(
    List<FlowRecord> exchanges,
    Map<String, PlantCase> cases,
    Map<FlowId, String> caseOf,
    long lost,
    double meanOpenCases) {}
