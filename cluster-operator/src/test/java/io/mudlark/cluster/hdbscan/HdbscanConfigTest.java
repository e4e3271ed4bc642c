package io.mudlark.cluster.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.cluster.hdbscan.HdbscanConfig.Multiplicity;
import io.mudlark.cluster.hdbscan.HdbscanConfig.Selection;
import org.junit.jupiter.api.Test;

class HdbscanConfigTest {

  @Test
  void defaults_are_those_of_python() {
    assertThat(HdbscanConfig.of(7))
        .isEqualTo(
            new HdbscanConfig(7, 7, Selection.EXCESS_OF_MASS, false, 0.0, 0, Multiplicity.EXACT));
  }

  @Test
  void every_part_can_be_changed_alone() {
    HdbscanConfig all =
        HdbscanConfig.of(7, 3)
            .withSelection(Selection.LEAF)
            .withAllowSingleCluster(true)
            .withSelectionEpsilon(0.5)
            .withMaxClusterSize(90)
            .withMultiplicity(Multiplicity.CAPPED);
    assertThat(all)
        .isEqualTo(new HdbscanConfig(7, 3, Selection.LEAF, true, 0.5, 90, Multiplicity.CAPPED));
  }

  @Test
  void refuses_what_makes_no_sense() {
    refused(() -> HdbscanConfig.of(1, 1), "minClusterSize must be at least 2, is 1");
    refused(() -> HdbscanConfig.of(2, 0), "minSamples must be at least 1, is 0");
    refused(
        () -> HdbscanConfig.of(2).withSelectionEpsilon(Double.NaN),
        "selectionEpsilon must be a distance >= 0, is NaN");
    refused(() -> HdbscanConfig.of(2).withMaxClusterSize(-1), "maxClusterSize must be >= 0, is -1");
  }

  private static void refused(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
