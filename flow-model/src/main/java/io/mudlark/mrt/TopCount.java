package io.mudlark.mrt;

/**
 * One of the most frequent values of something.
 *
 * @param value the value as text: a port number, an address, a protocol's name
 * @param flows how many flows had it
 */
public record TopCount(String value, long flows) {}
