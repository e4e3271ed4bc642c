package io.mudlark.probe.live;

/**
 * What the kernel says of a live capture. These depend on the moment and are left out where results
 * are compared.
 *
 * @param received packets that matched the filter
 * @param dropped packets for which the kernel's buffer had no room
 * @param droppedByInterface packets that the network card or its driver dropped
 */
public record LiveAccount(long received, long dropped, long droppedByInterface) {}
