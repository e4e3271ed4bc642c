package io.mudlark.jobs.delivery;

import java.io.Serializable;

/**
 * One result on its way out of the stream.
 *
 * <p>Two documents with the same stream and id are the same result; of those the one with the
 * higher revision counts. So it may be sent twice and is there once.
 *
 * @param stream which results it belongs to
 * @param id the result's id, a hash of its content
 * @param revision counts the tellings of one result, from 1
 * @param timeMillis event time, milliseconds since the Unix epoch
 * @param key what it is about, such as site and device: keeps their order in partitioned stores
 * @param json the document, one line
 */
public record ResultDocument(
    ResultStream stream, String id, long revision, long timeMillis, String key, String json)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
