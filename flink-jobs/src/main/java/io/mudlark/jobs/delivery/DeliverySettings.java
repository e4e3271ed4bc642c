package io.mudlark.jobs.delivery;

import java.io.Serializable;
import java.time.Duration;

/**
 * How documents are batched and how long they are tried.
 *
 * @param batch documents in a request at most
 * @param batchOctets octets in a request at most
 * @param buffered documents waiting in a sink at most; then it holds the stream back
 * @param linger how long a document waits for others at most
 * @param firstPause before the first repetition; doubled from one to the next
 * @param longestPause between repetitions
 * @param giveUpAfter how long a document is tried before it becomes a dead letter
 * @param deadLetters folder for documents that could not be delivered
 */
public record DeliverySettings(
    int batch,
    long batchOctets,
    int buffered,
    Duration linger,
    Duration firstPause,
    Duration longestPause,
    Duration giveUpAfter,
    String deadLetters)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Octets that no document may exceed. */
  static final long LONGEST_DOCUMENT = 32L << 20;

  /** Whole batches of a megabyte or so, tried for a day. */
  public static DeliverySettings standard(String deadLetters) {
    return new DeliverySettings(
        500,
        5L << 20,
        5_000,
        Duration.ofSeconds(1),
        Duration.ofMillis(200),
        Duration.ofSeconds(10),
        Duration.ofDays(1),
        deadLetters);
  }

  /** One at a time, as soon as it is there: for people. */
  public DeliverySettings oneByOne() {
    return new DeliverySettings(
        1,
        batchOctets,
        buffered,
        Duration.ofMillis(100),
        firstPause,
        longestPause,
        giveUpAfter,
        deadLetters);
  }

  /** The same, giving up after another time. */
  public DeliverySettings giveUpAfter(Duration time) {
    return new DeliverySettings(
        batch, batchOctets, buffered, linger, firstPause, longestPause, time, deadLetters);
  }
}
