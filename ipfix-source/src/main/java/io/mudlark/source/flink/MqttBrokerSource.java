package io.mudlark.source.flink;

import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.stream.Observation;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * An unbounded Flink source of what a subscriber of an MQTT broker can see: one exchange a message.
 *
 * <p>A convenience, and no replacement for packets or IPFIX. A subscriber sees topic, correlation
 * data, quality of service, retain and length, and the time when the message reached it; it does
 * not see who published it, acknowledgements, sessions, or what nobody may read. The flows say so:
 * broker to this process, site and exporter {@code mqtt:HOST}, source client empty, mid-stream.
 * What is published while the job is down is not seen. The first reader subscribes, with MQTT 5.
 */
public final class MqttBrokerSource
    implements Source<Observation, ListenerSplit, Integer>, ResultTypeQueryable<Observation> {
  private static final long serialVersionUID = 1L;

  private final MqttBroker broker;
  private final ReceiveWindow window;

  @SuppressWarnings("serial") // the clocks of the JDK, and those of tests, are serializable
  private final Clock clock;

  /**
   * @param broker where to subscribe, and to what
   * @param window sets the watermark: the receive time less its delay
   * @param clock stamps what is received; must be serializable, as the JDK's are
   */
  public MqttBrokerSource(MqttBroker broker, ReceiveWindow window, Clock clock) {
    this.broker = broker;
    this.window = window;
    this.clock = clock;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<ListenerSplit, Integer> createEnumerator(
      SplitEnumeratorContext<ListenerSplit> context) {
    return new ListenerEnumerator();
  }

  @Override
  public SplitEnumerator<ListenerSplit, Integer> restoreEnumerator(
      SplitEnumeratorContext<ListenerSplit> context, Integer nothing) {
    return new ListenerEnumerator();
  }

  @Override
  public SourceReader<Observation, ListenerSplit> createReader(SourceReaderContext context) {
    MqttSubscription subscription =
        context.getIndexOfSubtask() == 0 ? new MqttSubscription(broker, clock) : null;
    return new MqttBrokerReader(context, subscription, window, clock);
  }

  @Override
  public SimpleVersionedSerializer<ListenerSplit> getSplitSerializer() {
    return new NothingSerializer<>(ListenerSplit::new);
  }

  @Override
  public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
    return new NothingSerializer<>(() -> 0);
  }

  @Override
  public TypeInformation<Observation> getProducedType() {
    return ModelTypes.OBSERVATION;
  }
}
