package io.mudlark.source.flink;

import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.flow.flink.UnsplitSource;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.stream.Observation;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;

/**
 * An unbounded Flink source of what a subscriber of an MQTT broker can see: one exchange a message.
 *
 * <p>A convenience, and no replacement for packets or IPFIX. A subscriber sees topic, correlation
 * data, quality of service, retain and length, and the time when the message reached it; it does
 * not see who published it, acknowledgements, sessions, or what nobody may read. The flows say so:
 * broker to this process, site and exporter {@code mqtt:HOST}, source client empty, mid-stream.
 * What is published while the job is down is not seen. The first reader subscribes, with MQTT 5.
 */
public final class MqttBrokerSource extends UnsplitSource<Observation> {
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
  public SourceReader<Observation, NoSplit> createReader(SourceReaderContext context) {
    MqttSubscription subscription =
        context.getIndexOfSubtask() == 0 ? new MqttSubscription(broker, clock) : null;
    return new MqttBrokerReader(context, subscription, window, clock);
  }

  @Override
  public TypeInformation<Observation> getProducedType() {
    return ModelTypes.OBSERVATION;
  }
}
