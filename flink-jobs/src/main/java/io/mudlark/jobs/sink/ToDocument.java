package io.mudlark.jobs.sink;

import io.mudlark.jobs.delivery.ResultDocument;
import java.io.Serializable;
import java.util.function.Function;

/**
 * How a result becomes a document; called where the sink runs.
 *
 * @param <T> the type of the results
 */
@FunctionalInterface
interface ToDocument<T> extends Function<T, ResultDocument>, Serializable {}
