package io.mudlark.jobs.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoreQueueTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final StoreLimits SMALL =
      new StoreLimits(10, 1_000_000, 4, Duration.ofMillis(5), Duration.ofMillis(20));

  private final ShelfStore shelf = new ShelfStore();

  @Test
  void what_came_while_the_store_was_away_is_written_in_its_order_when_it_is_back()
      throws Exception {
    StoreQueue queue = new StoreQueue(shelf, SMALL).start();
    shelf.away(true);
    for (int i = 0; i < 10; i++) {
      queue.put(flow(i));
    }
    CollectorTest.await(() -> shelf.tries() > 2);
    assertThat(queue.account().waiting()).isEqualTo(10);
    shelf.away(false);
    StoreAccount account = queue.finish(PATIENCE);
    assertThat(shelf.flows()).extracting(CollectedFlow::id).isSorted().hasSize(10);
    assertThat(account.stored()).isEqualTo(10);
    assertThat(account.failures()).isGreaterThan(2);
    assertThat(account.closes()).isTrue();
  }

  @Test
  void a_batch_whose_answer_was_lost_is_there_once() throws Exception {
    StoreQueue queue = new StoreQueue(shelf, SMALL).start();
    shelf.forgetOneAnswer();
    for (int i = 0; i < 8; i++) {
      queue.put(flow(i));
    }
    StoreAccount account = queue.finish(PATIENCE);
    assertThat(shelf.flows()).hasSize(8);
    assertThat(account.stored() + account.present()).isEqualTo(8);
    assertThat(account.present()).isPositive();
  }

  @Test
  void a_full_buffer_holds_the_receiver_back() throws Exception {
    shelf.away(true);
    StoreQueue queue = new StoreQueue(shelf, SMALL).start();
    AtomicInteger given = new AtomicInteger();
    Thread receiver =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 30; i++) {
                  queue.put(flow(i));
                  given.incrementAndGet();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    receiver.start();
    CollectorTest.await(() -> queue.account().held() == 1);
    CollectorTest.await(() -> shelf.tries() > 3);
    assertThat(given).hasValue(10);
    shelf.away(false);
    receiver.join(20_000);
    assertThat(given).hasValue(30);
    assertThat(queue.finish(PATIENCE).stored()).isEqualTo(30);
  }

  @Test
  void large_documents_fill_the_buffer_before_their_number_does() throws Exception {
    shelf.away(true);
    StoreQueue queue = new StoreQueue(shelf, SMALL).start();
    queue.put(CollectedFlow.exchange("0", Map.of(), 2_000_000));
    Thread second =
        new Thread(
            () -> {
              try {
                queue.put(flow(1));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    second.start();
    CollectorTest.await(() -> queue.account().held() == 1);
    shelf.away(false);
    second.join(20_000);
    assertThat(queue.finish(PATIENCE).stored()).isEqualTo(2);
  }

  @Test
  void what_cannot_be_written_in_the_end_is_counted() throws Exception {
    shelf.away(true);
    StoreQueue queue = new StoreQueue(shelf, SMALL).start();
    for (int i = 0; i < 9; i++) {
      queue.put(flow(i));
    }
    StoreAccount account = queue.finish(Duration.ofMillis(50));
    queue.put(flow(9));
    assertThat(account.givenUp()).isEqualTo(9);
    assertThat(account.closes()).isTrue();
    assertThat(queue.account().givenUp()).isEqualTo(10);
    assertThat(queue.account().closes()).isTrue();
  }

  @Test
  void a_document_that_the_store_will_never_take_does_not_stop_the_others() throws Exception {
    FlowStore picky =
        new FlowStore() {
          @Override
          public String name() {
            return "picky";
          }

          @Override
          public Written write(List<CollectedFlow> batch) throws IOException {
            if (batch.stream().anyMatch(flow -> flow.id().equals(id(0)))) {
              throw new IllegalStateException("a key the driver cannot write");
            }
            return new Written(batch.size() - 1L, 0, 1, "too large");
          }

          @Override
          public void close() {}
        };
    StoreLimits single =
        new StoreLimits(10, 1_000_000, 1, Duration.ofMillis(5), Duration.ofMillis(5));
    StoreQueue queue = new StoreQueue(picky, single).start();
    queue.put(flow(0));
    queue.put(flow(1));
    StoreAccount account = queue.finish(PATIENCE);
    assertThat(account.refused()).isEqualTo(2);
    assertThat(account.closes()).isTrue();
  }

  static CollectedFlow flow(int number) {
    return CollectedFlow.exchange(id(number), Map.of("n", number), 100);
  }

  private static String id(int number) {
    return String.format(java.util.Locale.ROOT, "%024x", number);
  }
}
