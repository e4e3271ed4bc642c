package io.mudlark.jobs.sink;

import io.mudlark.jobs.delivery.ResultStream;
import java.io.Serializable;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;

/** One kind of store or receiver, which takes documents of some streams. */
interface DocumentSinks extends Serializable {
  /** What to call it in uids and names of operators: lower case, dashes. */
  String name();

  /** Whether people are told: then only of alerts that are not marked as suppressed. */
  boolean isForPeople();

  /** The streams that it takes. */
  Set<ResultStream> streams();

  /** A sink for one of them. */
  <T> Sink<T> sink(ResultStream stream, ToDocument<T> document);
}
