package io.mudlark.mudscope.netflows.convert;

import io.mudlark.flow.FlowRecord;
import io.mudlark.mudscope.netflows.FlowLine;

/**
 * A row of a flow table with the record that it was made of.
 *
 * @param line the 31 columns
 * @param flow what the further columns are taken from
 */
public record FlowDetail(FlowLine line, FlowRecord flow) {}
