package io.mudlark.cluster.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.cluster.characterize.Characterizer;
import io.mudlark.cluster.evolve.EvolutionConfig;
import io.mudlark.cluster.evolve.EvolutionState;
import io.mudlark.cluster.evolve.EvolutionTracker;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.testing.Rows;
import io.mudlark.cluster.testing.Windows;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Evolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTypesTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        Characterization.class,
        Evolution.class,
        EvolutionState.class,
        DeviceWindows.class,
        WindowBook.class,
        RowKey.class,
        FlowRow.class
      })
  void needs_no_generic_serializer(Class<?> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    TypeInformation<?> information = TypeInformation.of(type);
    assertThat(information).isInstanceOf(PojoTypeInfo.class);
    assertThat(information.createSerializer(config)).isNotNull();
  }

  @Test
  void characterizations_and_evolutions_survive_the_wire() throws IOException {
    List<FlowRow> rows = new ArrayList<>();
    for (int port = 1; port < 40; port++) {
      rows.add(Rows.scanProbe("2001:db8::9", port * 31, Rows.T0 + port, false));
    }
    rows.add(Rows.lookup("9.9.9.9", 50_000, Rows.T0));
    Characterization full = Characterizer.standard().characterize(Windows.window(1, rows));
    Characterization empty = Characterizer.standard().characterize(Windows.window(0, List.of()));
    EvolutionTracker tracker = new EvolutionTracker(EvolutionConfig.DEFAULT);
    EvolutionTracker.Step first = tracker.next(EvolutionState.INITIAL, empty);
    EvolutionTracker.Step second = tracker.next(first.state(), full);
    assertThat(full.clusters()).isNotEmpty();
    assertThat(full.noise()).isNotNull();
    assertThat(second.evolution().feed()).isNotNull();
    assertThat(copy(full, Characterization.class)).isEqualTo(full);
    assertThat(copy(empty, Characterization.class)).isEqualTo(empty);
    assertThat(copy(first.evolution(), Evolution.class)).isEqualTo(first.evolution());
    assertThat(copy(second.evolution(), Evolution.class)).isEqualTo(second.evolution());
    assertThat(copy(second.state(), EvolutionState.class)).isEqualTo(second.state());
    assertThat(copy(rows.get(0), FlowRow.class)).isEqualTo(rows.get(0));
  }

  private static <T> T copy(T value, Class<T> type) throws IOException {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    TypeSerializer<T> serializer = TypeInformation.of(type).createSerializer(config);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
