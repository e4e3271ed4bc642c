package io.mudlark.cluster.evolve;

import io.mudlark.cluster.feed.FeedCluster;

/**
 * A cluster that is remembered of a device.
 *
 * @param id its stable id
 * @param cluster how it was when last seen
 * @param lastOrdinal number of the window in which it was last seen
 */
public record KnownCluster(String id, FeedCluster cluster, long lastOrdinal) {}
