package io.mudlark.jobs.correlate;

import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Looks for a sequence in the parts of each device, by Flink CEP. Its timers let a checkpoint pass
 * between any two of them, as those of the other steps do.
 *
 * <p>It is CEP's operator itself, not one made by {@code CEP.pattern}: that one would leave timers
 * of the final watermark for later, too.
 */
public final class SequenceOperator extends CepOperator<Sequence.Part, DeviceId, Sequence.Match> {
  private static final long serialVersionUID = 1L;

  /** What the events of all sequences are. */
  public static final TypeInformation<Sequence.Part> PART =
      ModelTypes.immutable(Sequence.Part.class);

  /** Parts that came after the watermark had passed them. */
  public static final OutputTag<Sequence.Part> LATE = new OutputTag<>("late-parts", PART);

  /**
   * @param within how far apart the first and the last part may be
   */
  public SequenceOperator(Sequence sequence, Duration within) {
    super(
        PART.createSerializer(new SerializerConfigImpl()),
        false,
        NFACompiler.compileFactory(sequence.sequence(within), false),
        new InOrder(),
        AfterMatchSkipStrategy.noSkip(),
        new Found(sequence),
        LATE);
  }

  /**
   * Works through the timers of the final watermark in one go: left for later, they could give
   * output after the operators behind this one were told that none follows.
   */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (!mark.equals(Watermark.MAX_WATERMARK)) {
      super.processWatermark(mark);
      return;
    }
    if (getTimeServiceManager().isPresent()) {
      getTimeServiceManager().get().advanceWatermark(mark);
    }
    output.emitWatermark(mark);
  }

  /** Puts the parts of a match together: which stage was which is of no interest any more. */
  private static final class Found extends PatternProcessFunction<Sequence.Part, Sequence.Match> {
    private static final long serialVersionUID = 1L;

    private final Sequence sequence;

    Found(Sequence sequence) {
      this.sequence = sequence;
    }

    @Override
    public void processMatch(
        Map<String, List<Sequence.Part>> match, Context context, Collector<Sequence.Match> out) {
      List<Sign> signs =
          match.values().stream()
              .flatMap(Collection::stream)
              .map(Sequence.Part::sign)
              .distinct()
              .sorted(Sign.IN_TIME)
              .toList();
      out.collect(new Sequence.Match(signs.get(0).device(), sequence.pattern(), signs));
    }
  }

  /** The order of parts of the same time, whatever order they came in. */
  private static final class InOrder implements EventComparator<Sequence.Part> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Sequence.Part> ORDER =
        Comparator.comparingInt(Sequence.Part::stage)
            .thenComparing(Sequence.Part::sign, Sign.IN_TIME);

    @Override
    public int compare(Sequence.Part a, Sequence.Part b) {
      return ORDER.compare(a, b);
    }
  }
}
