package io.mudlark.cluster.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.cluster.evolve.EvolutionState;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Evolution;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
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
}
