package io.mudlark.jobs.assemble;

import io.mudlark.ledger.Tally;
import io.mudlark.stream.Observation;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs the {@link BiflowAssembler} and holds the watermark back by the time uniflows wait, so that
 * one which finds no partner is not late when it goes on.
 *
 * <p>Tells the ledger what was paired whenever event time has moved on by a minute, and at the end.
 */
public final class AssemblerOperator extends KeyedProcessOperator<Long, Observation, Observation> {
  private static final long serialVersionUID = 1L;
  private static final long TELL_EVERY_MILLIS = 60_000;

  private final BiflowAssembler assembler;
  private long toldMillis = Long.MIN_VALUE;

  public AssemblerOperator(BiflowAssembler assembler) {
    super(assembler);
    this.assembler = assembler;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (getTimeServiceManager().isPresent()) {
      getTimeServiceManager().get().advanceWatermark(mark);
    }
    long millis = mark.getTimestamp();
    boolean over = millis == Long.MAX_VALUE;
    if (over || Math.floorDiv(millis, TELL_EVERY_MILLIS) > toldMillis) {
      toldMillis = Math.floorDiv(millis, TELL_EVERY_MILLIS);
      for (Tally tally : assembler.takeTallies()) {
        Observation told = Observation.of(tally, over ? millis : millis * 1_000_000L);
        output.collect(new StreamRecord<>(told, millis));
      }
    }
    if (over) {
      output.emitWatermark(mark);
    } else if (millis > Long.MIN_VALUE + assembler.withinMillis()) {
      output.emitWatermark(new Watermark(millis - assembler.withinMillis()));
    }
  }
}
