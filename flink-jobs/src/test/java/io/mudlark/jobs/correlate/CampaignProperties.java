package io.mudlark.jobs.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.TrafficKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CampaignProperties {
  private static final EpisodeSignature SIGNATURE =
      new EpisodeSignature(TrafficKind.PORT_SCAN_INBOUND, "tcp", null);

  @Property(tries = 200)
  void the_order_in_which_pairs_were_found_leaves_no_trace(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 12) int devices) {
    List<SightingPair> pairs = new ArrayList<>();
    for (int i = 1; i < devices; i++) {
      pairs.add(
          SightingPair.of(
              new Sighting(
                  "all",
                  EpisodeWindows.scan("site-" + (i - 1), i - 1, i - 1, Episode.Phase.OPENED)),
              new Sighting("all", EpisodeWindows.scan("site-" + i, i, i, Episode.Phase.OPENED))));
    }
    Alert inOrder = join(pairs).toAlert(true);
    Collections.shuffle(pairs, random);
    assertThat(join(pairs).toAlert(true)).isEqualTo(inOrder);
    assertThat(inOrder.participants()).hasSize(devices);
    assertThat(inOrder.firstWindowStartMillis()).isZero();
  }

  @Property(tries = 100)
  void a_campaign_that_grows_keeps_its_id_and_raises_its_revision(
      @ForAll @IntRange(min = 3, max = 10) int devices) {
    Campaign campaign = Campaign.of("all", SIGNATURE);
    List<Alert> told = new ArrayList<>();
    for (int i = 1; i < devices; i++) {
      // the later the device joins, the earlier its episode began
      int began = devices - i;
      campaign =
          campaign.with(
              List.of(
                  SightingPair.of(
                      new Sighting(
                          "all",
                          EpisodeWindows.scan(
                              "site-" + (i - 1), i + devices, began, Episode.Phase.CONTINUED)),
                      new Sighting(
                          "all",
                          EpisodeWindows.scan(
                              "site-" + i, i + devices, began, Episode.Phase.CONTINUED)))));
      assertThat(campaign.hasNews(2, true)).isTrue();
      told.add(campaign.toAlert(true));
      campaign = campaign.afterTelling(true);
      assertThat(campaign.hasNews(2, true)).isFalse();
    }
    assertThat(told).extracting(Alert::id).containsOnly(told.get(0).id());
    assertThat(told).extracting(Alert::revision).doesNotHaveDuplicates().isSorted();
  }

  private static Campaign join(List<SightingPair> pairs) {
    Campaign oneByOne = Campaign.of("all", SIGNATURE);
    for (SightingPair pair : pairs) {
      oneByOne = oneByOne.with(List.of(pair));
    }
    Campaign together = Campaign.of("all", SIGNATURE).with(pairs);
    assertThat(together).isEqualTo(oneByOne);
    return together;
  }
}
