package io.mudlark.source.datagram;

/**
 * What a listening socket has seen since it was opened. It belongs to this process: unlike the
 * ledger it starts at zero after a restart.
 *
 * @param messages handed over
 * @param octets of these
 * @param kernelDrops datagrams that the kernel dropped because the socket's buffer was full; -1
 *     where the system does not say
 * @param bufferAsked octets of receive buffer asked for
 * @param bufferGranted octets of receive buffer that the kernel gave
 * @param connections accepted, over TCP
 * @param refused connections over the limit, or that failed to prove who they are
 * @param idle connections closed because nothing came
 * @param broken connections given up because what came was no IPFIX, or broke off
 */
public record ReceiverAccount(
    long messages,
    long octets,
    long kernelDrops,
    int bufferAsked,
    int bufferGranted,
    long connections,
    long refused,
    long idle,
    long broken) {}
