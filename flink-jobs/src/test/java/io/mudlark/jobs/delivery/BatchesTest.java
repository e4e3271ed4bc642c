package io.mudlark.jobs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.strategy.BasicRequestInfo;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private final Batches<String> batches = new Batches<>(100);

  private static DequeRequestBuffer<String> waiting(int... sizes) {
    DequeRequestBuffer<String> waiting = new DequeRequestBuffer<>();
    for (int size : sizes) {
      waiting.add(new RequestEntryWrapper<>("d" + size, size), false);
    }
    return waiting;
  }

  @Test
  void takes_as_many_documents_as_fit_and_leaves_the_rest_in_order() {
    DequeRequestBuffer<String> waiting = waiting(40, 60, 1, 99);
    assertThat(next(waiting)).containsExactly("d40", "d60");
    assertThat(next(waiting)).containsExactly("d1", "d99");
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void one_that_is_too_large_by_itself_goes_alone() {
    DequeRequestBuffer<String> waiting = waiting(10, 500, 10);
    assertThat(next(waiting)).containsExactly("d10");
    assertThat(next(waiting)).containsExactly("d500");
    assertThat(next(waiting)).containsExactly("d10");
  }

  @Test
  void takes_no_more_documents_than_a_request_may_have() {
    assertThat(next(waiting(1, 1, 1, 1))).hasSize(3);
  }

  private List<String> next(DequeRequestBuffer<String> waiting) {
    return batches.createNextBatch(new BasicRequestInfo(3), waiting).getBatchEntries();
  }
}
