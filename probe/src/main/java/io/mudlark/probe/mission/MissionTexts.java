package io.mudlark.probe.mission;

/**
 * The texts of a flow's first packet, as the original writes them.
 *
 * @param topic empty when it has none; {@code "Topic: "} when it has an empty one
 * @param correlation empty when it has none
 * @param source client identifier, or one of the two ways to say that it is not known
 * @param destination likewise
 */
record MissionTexts(String topic, String correlation, String source, String destination) {}
