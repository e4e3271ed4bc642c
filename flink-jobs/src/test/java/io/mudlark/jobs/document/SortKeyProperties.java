package io.mudlark.jobs.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SortKeyProperties {
  private static final Comparator<Place> BY_TUPLE =
      Comparator.comparingLong(Place::end)
          .thenComparing(Place::site)
          .thenComparing(Place::device)
          .thenComparing(Place::id)
          .thenComparing(Place::revision);

  /** What a key is made of. */
  record Place(long end, String site, String device, String id, int revision) {
    String key() {
      return SortKey.of(end, site, device, id, revision);
    }
  }

  @Property(tries = 2000)
  void keys_compare_as_text_the_way_their_parts_compare(
      @ForAll("places") Place one, @ForAll("places") Place other) {
    assertThat(Integer.signum(one.key().compareTo(other.key())))
        .isEqualTo(Integer.signum(BY_TUPLE.compare(one, other)));
  }

  @Property(tries = 500)
  void keys_hold_neither_tabs_nor_line_breaks(@ForAll String name) {
    assertThat(SortKey.of(0, name, name, "id")).doesNotContain("\t", "\n", "\r");
  }

  @Provide
  Arbitrary<Place> places() {
    Arbitrary<Long> ends =
        Arbitraries.oneOf(
            Arbitraries.longs(), Arbitraries.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE));
    Arbitrary<String> names =
        Arbitraries.strings().withChars(' ', '!', 'a', 'b', '\u00e9', '\u6f22').ofMaxLength(3);
    Arbitrary<String> ids = Arbitraries.strings().numeric().ofLength(2);
    Arbitrary<Integer> revisions = Arbitraries.integers().between(1, 1_000_000);
    return Combinators.combine(ends.edgeCases(e -> e.none()), names, names, ids, revisions)
        .as(Place::new);
  }
}
