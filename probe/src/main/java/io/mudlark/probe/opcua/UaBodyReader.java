package io.mudlark.probe.opcua;

import io.mudlark.probe.opcua.UaMessage.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands behind the headers of a whole message: which service, its request or response
 * header, the nodes it names (OPC 10000-4 7.32, 7.33; OPC 10000-6 5.2).
 */
final class UaBodyReader {
  private static final int LIMIT = 512;

  private UaBodyReader() {}

  /** Reads HEL, ACK, ERR or RHE, whose body stands right behind the message header. */
  static UaMessage connection(Kind kind, UaCursor in, long octets) {
    long status = 0;
    List<String> named = List.of();
    if (kind == Kind.ERR) {
      status = in.u32();
    }
    return new UaMessage(kind, 0, 0, 0, 0, 0, "", !in.failed(), null, 0, status, named, octets);
  }

  /** Reads past a request header (OPC 10000-4 7.33) and returns its handle. */
  private static long requestHeader(UaCursor in) {
    UaNodeId.read(in);
    in.skip(8);
    long handle = in.u32();
    in.skip(4);
    in.skipString();
    in.skip(4);
    UaNodeId.read(in);
    if (in.u8() > 0) {
      in.skipString();
    }
    return handle;
  }

  /**
   * Reads a message with a sequence header.
   *
   * @param chunk first chunk's headers
   * @param lastSequence sequence number of the last chunk
   * @param in all chunks' bodies, from behind the sequence header on
   * @param octets octets of all chunks
   */
  static UaMessage service(ChunkHeader chunk, long lastSequence, UaCursor in, long octets) {
    UaNodeId type = UaNodeId.read(in);
    boolean known = !in.failed() && type.namespace() == 0 && type.number() >= 0;
    UaService service =
        known && type.number() <= Integer.MAX_VALUE ? UaService.of((int) type.number()) : null;
    long handle = 0;
    long status = 0;
    List<String> nodes = List.of();
    if (service != null && service.isRequest()) {
      handle = requestHeader(in);
      nodes = NodeReferences.of(service.name(), in);
    } else if (service != null) {
      in.skip(8);
      handle = in.u32();
      status = in.u32();
    }
    boolean readable = service != null;
    return new UaMessage(
        chunk.kind(),
        chunk.channel(),
        chunk.tokenId(),
        readable ? chunk.sequence() : 0,
        readable ? lastSequence : 0,
        readable ? chunk.requestId() : 0,
        chunk.policy(),
        readable,
        service,
        handle,
        status,
        nodes,
        octets);
  }

  /**
   * Reads the security and sequence headers of a chunk (OPC 10000-6 6.7.2).
   *
   * @return null when they do not fit
   */
  static @Nullable ChunkHeader header(Kind kind, UaCursor in) {
    long channel = in.u32();
    long token = 0;
    String policy = "";
    if (kind == Kind.OPN) {
      String uri = in.string(LIMIT);
      policy = uri.substring(uri.lastIndexOf('#') + 1);
      in.skipString();
      in.skipString();
    } else {
      token = in.u32();
    }
    long sequence = in.u32();
    long requestId = in.u32();
    return in.failed() ? null : new ChunkHeader(kind, channel, token, sequence, requestId, policy);
  }

  /** The headers of a chunk, as they would be read were it not encrypted. */
  record ChunkHeader(
      Kind kind, long channel, long tokenId, long sequence, long requestId, String policy) {}
}
