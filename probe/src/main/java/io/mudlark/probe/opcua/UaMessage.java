package io.mudlark.probe.opcua;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One whole OPC UA message, all its chunks together.
 *
 * @param kind message type
 * @param channel secure channel id, 0 before there is one
 * @param tokenId security token of MSG and CLO, else 0
 * @param firstSequence sequence number of the first chunk, 0 when it is encrypted or has none
 * @param lastSequence sequence number of the last chunk, likewise
 * @param requestId request id, likewise
 * @param policy fragment of the security policy's URI in an OPN, else empty
 * @param readable whether the body could be read: not encrypted, no unknown type
 * @param service service of the body; null when it is not readable
 * @param requestHandle request handle of the header
 * @param status service result of a response or error code of an ERR; 0 is Good
 * @param nodeIds node ids that a request names
 * @param octets octets of all chunks
 */
record UaMessage(
    Kind kind,
    long channel,
    long tokenId,
    long firstSequence,
    long lastSequence,
    long requestId,
    String policy,
    boolean readable,
    @Nullable UaService service,
    long requestHandle,
    long status,
    List<String> nodeIds,
    long octets) {

  /** Message types of OPC 10000-6 6.7.2.2 and 7.1.2.2. */
  enum Kind {
    HEL,
    ACK,
    ERR,
    RHE,
    OPN,
    MSG,
    CLO;

    /** Whether it belongs to the connection protocol, which has no chunks. */
    boolean isConnection() {
      return this == HEL || this == ACK || this == ERR || this == RHE;
    }
  }

  /** Whether a status code is of bad severity (OPC 10000-4 7.39). */
  static boolean isBad(long status) {
    return (status >>> 30 & 3) >= 2;
  }
}
