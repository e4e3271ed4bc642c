package io.mudlark.flow.flink;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.ledger.Tally;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.Verdict;
import io.mudlark.site.DeviceId;
import io.mudlark.stream.DeviceObservation;
import io.mudlark.stream.JudgedObservation;
import io.mudlark.stream.JudgedTurn;
import io.mudlark.stream.Observation;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The type descriptions of the model's hot types, all with serializers written by hand. */
public final class ModelTypes {
  private static final Map<String, Supplier<Codec<?>>> CODECS =
      Stream.<Supplier<Codec<?>>>of(
              FlowRecordCodec::new,
              NameBindingCodec::new,
              DeviceIdCodec::new,
              TallyCodec::new,
              ObservationCodec::new,
              DeviceObservationCodec::new,
              ObservationBatchCodec::new,
              VerdictCodec::new,
              JudgedFlowCodec::new,
              JudgedObservationCodec::new,
              JudgedTurnCodec::new)
          .collect(Collectors.toUnmodifiableMap(codec -> codec.get().name(), Function.identity()));

  public static final TypeInformation<FlowRecord> FLOW_RECORD = info("flow-record");
  public static final TypeInformation<NameBinding> NAME_BINDING = info("name-binding");
  public static final TypeInformation<DeviceId> DEVICE_ID = info("device-id");
  public static final TypeInformation<Tally> TALLY = info("tally");
  public static final TypeInformation<Observation> OBSERVATION = info("observation");
  public static final TypeInformation<DeviceObservation> DEVICE_OBSERVATION =
      info("device-observation");
  public static final TypeInformation<ObservationBatch> OBSERVATION_BATCH =
      info("observation-batch");
  public static final TypeInformation<Verdict> VERDICT = info("verdict");
  public static final TypeInformation<JudgedFlow> JUDGED_FLOW = info("judged-flow");
  public static final TypeInformation<JudgedObservation> JUDGED_OBSERVATION =
      info("judged-observation");
  public static final TypeInformation<JudgedTurn> JUDGED_TURN = info("judged-turn");

  private ModelTypes() {}

  /**
   * The type description of a record that cannot change, for which Flink's own way of writing is
   * fast enough: it spares the copies.
   */
  public static <T> TypeInformation<T> immutable(Class<T> type) {
    return new ImmutableTypeInfo<>(TypeInformation.of(type));
  }

  /** The type description of a type with a codec outside this package. */
  public static <T> TypeInformation<T> of(Codec<T> codec) {
    return new ModelTypeInfo<>(codec);
  }

  /** A new codec of the kind that a savepoint or a type description names: for one thread. */
  @SuppressWarnings("unchecked") // a codec's name stands for its type
  static <T> Codec<T> codec(String name) {
    Supplier<Codec<?>> codec = CODECS.get(name);
    return (Codec<T>) (codec == null ? ofClass(name) : codec.get());
  }

  private static Codec<?> ofClass(String name) {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      Class<?> type = Class.forName(name, true, loader);
      return (Codec<?>) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException("no codec is named '" + name + "'", e);
    }
  }

  private static <T> TypeInformation<T> info(String name) {
    return new ModelTypeInfo<>(ModelTypes.<T>codec(name));
  }
}
