package io.mudlark.flow.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.site.Role;
import io.mudlark.stream.DeviceObservation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;

class ObservationBatchTest {
  private static final List<DeviceObservation> ALL =
      List.of(
          DeviceObservation.flow(Samples.DEVICE, Role.SOURCE, Samples.FLOW),
          DeviceObservation.flow(Samples.DEVICE, Role.DESTINATION, Samples.FLOW.with(Samples.MQTT)),
          DeviceObservation.flow(Samples.DEVICE, Role.SOURCE, Samples.EXPORTED),
          DeviceObservation.binding(Samples.DEVICE, Samples.BINDING),
          DeviceObservation.end(Samples.DEVICE, -5));

  private final ObservationPacker packer = new ObservationPacker();

  private ObservationBatch pack(List<DeviceObservation> observations) {
    ObservationBatch batch = new ObservationBatch(Samples.DEVICE);
    observations.forEach(observation -> packer.add(observation, batch));
    return batch;
  }

  private List<DeviceObservation> read(ObservationBatch batch) {
    List<DeviceObservation> read = new ArrayList<>();
    for (int at = 0; at < batch.length(); at = batch.after(at)) {
      DeviceObservation one = packer.read(batch, at);
      assertThat(batch.timeNanos(at)).isEqualTo(one.timeNanos());
      read.add(one);
    }
    return read;
  }

  @Test
  void observations_of_every_kind_are_read_back() {
    ObservationBatch batch = pack(ALL);
    assertThat(batch.count()).isEqualTo(5);
    assertThat(read(batch)).isEqualTo(ALL);
  }

  @Test
  void part_of_a_batch_is_added_to_another() {
    ObservationBatch batch = pack(ALL);
    ObservationBatch part = pack(ALL.subList(4, 5));
    int second = batch.after(0);
    part.addAll(batch, second, batch.after(batch.after(second)), 2);
    assertThat(part.count()).isEqualTo(3);
    assertThat(read(part)).containsExactly(ALL.get(4), ALL.get(1), ALL.get(2));
  }

  @Test
  void what_is_added_to_a_copy_is_not_in_the_original() {
    ObservationBatch batch = pack(ALL.subList(3, 5));
    ObservationBatch copy = batch.copy();
    packer.add(ALL.get(0), copy);
    assertThat(read(batch)).isEqualTo(ALL.subList(3, 5));
    assertThat(read(copy)).containsExactly(ALL.get(3), ALL.get(4), ALL.get(0));
    assertThat(copy).isNotEqualTo(batch).hasToString("3 observations of ut/plug");
  }

  @Test
  void batches_are_equal_when_their_observations_are() {
    assertThat(pack(ALL)).isEqualTo(pack(ALL)).hasSameHashCodeAs(pack(ALL));
    assertThat(pack(ALL)).isNotEqualTo(pack(ALL.subList(0, 3)));
  }

  @Test
  void more_observations_than_octets_are_refused() {
    byte[] written = {2, 'u', 2, 'a', 2, 0, 0, 0, 12}; // two texts, how many, length
    assertThatThrownBy(
            () -> new ObservationBatchCodec().read(new DataInputDeserializer(written), 1))
        .isInstanceOf(IOException.class)
        .hasMessage("2 observations in 12 octets");
  }
}
