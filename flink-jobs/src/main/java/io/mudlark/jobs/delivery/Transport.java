package io.mudlark.jobs.delivery;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** A way to a store or a person: sends batches of documents, one batch at a time. */
public interface Transport extends AutoCloseable {
  /**
   * Sends a batch and waits until the other side has said what became of it.
   *
   * @throws IOException when the other side cannot be reached or is in no state to answer: all of
   *     the batch is sent again later
   */
  Answer send(List<ResultDocument> batch) throws IOException, InterruptedException;

  @Override
  void close();

  /**
   * What became of a batch; documents that are in neither list are delivered.
   *
   * @param again were not taken now and are sent again later
   * @param refused will never be taken
   */
  record Answer(List<ResultDocument> again, List<Refusal> refused) {
    public static final Answer DELIVERED = new Answer(List.of(), List.of());
  }

  /**
   * A document that the other side does not want.
   *
   * @param document which
   * @param reason what it said
   */
  record Refusal(ResultDocument document, String reason) {}

  /** Opens a transport where the sink runs. */
  interface Factory extends Serializable {
    /** What to call it in names of operators, metrics and dead letters: lower case, dashes. */
    String name();

    /** Opens a transport; the other side need not be there yet. */
    Transport open();
  }
}
