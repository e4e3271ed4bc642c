package io.mudlark.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.jobs.correlate.Campaign;
import io.mudlark.jobs.correlate.EpisodeWindow;
import io.mudlark.jobs.correlate.Sighting;
import io.mudlark.jobs.correlate.SightingPair;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Evolution;
import io.mudlark.mud.flink.ProfileUpdate;
import java.util.Arrays;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepTest {
  @ParameterizedTest
  @EnumSource(Step.class)
  void every_uid_says_what_it_is_and_which_generation(Step step) {
    assertThat(step.uid()).matches("[a-z-]+-v[0-9]+");
  }

  @Test
  void no_two_steps_share_a_uid_or_a_title() {
    assertThat(Arrays.stream(Step.values()).map(Step::uid)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Step.values()).map(Step::title)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Characterization.class,
        Evolution.class,
        Alert.class,
        Campaign.class,
        EpisodeWindow.class,
        Sighting.class,
        SightingPair.class,
        ProfileUpdate.class
      })
  void every_type_without_a_serializer_of_its_own_is_plain_data_to_flink(Class<?> type) {
    TypeInformation<?> info = TypeInformation.of(type);
    assertThat(info).isInstanceOf(PojoTypeInfo.class);
    Configuration strict = new Configuration();
    strict.set(PipelineOptions.GENERIC_TYPES, false);
    assertThat(info.createSerializer(new SerializerConfigImpl(strict))).isNotNull();
  }
}
