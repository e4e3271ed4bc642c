package io.mudlark.process.infer;

/**
 * One message, without the name of its case.
 *
 * @param id its identity
 * @param activity what it is
 * @param sender who sent it
 * @param receiver who got it
 * @param nanos when it began, nanoseconds since the Unix epoch
 */
public record Step(String id, String activity, String sender, String receiver, long nanos) {}
