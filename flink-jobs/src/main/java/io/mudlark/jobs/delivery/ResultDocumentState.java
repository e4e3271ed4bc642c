package io.mudlark.jobs.delivery;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;

/** The binary form of documents that a checkpoint found waiting. */
final class ResultDocumentState extends AsyncSinkWriterStateSerializer<ResultDocument> {
  private static final int VERSION = 1;
  private static final int LONGEST = 64 << 20;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  protected void serializeRequestToStream(ResultDocument it, DataOutputStream out)
      throws IOException {
    out.writeUTF(it.stream().name());
    out.writeUTF(it.id());
    out.writeLong(it.revision());
    out.writeLong(it.timeMillis());
    out.writeUTF(it.key());
    byte[] json = it.json().getBytes(StandardCharsets.UTF_8);
    out.writeInt(json.length);
    out.write(json);
  }

  @Override
  protected ResultDocument deserializeRequestFromStream(long requestSize, DataInputStream in)
      throws IOException {
    ResultStream stream = ResultStream.valueOf(in.readUTF());
    String id = in.readUTF();
    long revision = in.readLong();
    long time = in.readLong();
    String key = in.readUTF();
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a waiting document of " + length + " octets");
    }
    byte[] json = in.readNBytes(length);
    return new ResultDocument(
        stream, id, revision, time, key, new String(json, StandardCharsets.UTF_8));
  }
}
