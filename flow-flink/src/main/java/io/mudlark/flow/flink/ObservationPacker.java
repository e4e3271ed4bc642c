package io.mudlark.flow.flink;

import io.mudlark.stream.DeviceObservation;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes observations into batches and reads them again. Not for several threads at once. */
public final class ObservationPacker {
  private static final int FIRST_ROOM = 512;

  private final DeviceObservationCodec codec = new DeviceObservationCodec();
  private final DataOutputSerializer out = new DataOutputSerializer(FIRST_ROOM);
  private final DataInputDeserializer in = new DataInputDeserializer();

  /** Adds an observation to a batch of its device. */
  public void add(DeviceObservation observation, ObservationBatch batch) {
    try {
      out.clear();
      out.writeInt(0);
      out.writeLong(observation.timeNanos());
      codec.writeBody(observation, out);
      out.writeIntUnsafe(out.length() - ObservationBatch.HEADER, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    batch.append(out.getSharedBuffer(), 0, out.length(), 1);
  }

  /**
   * Reads an observation.
   *
   * @param at where it begins in the batch
   */
  public DeviceObservation read(ObservationBatch batch, int at) {
    int body = at + ObservationBatch.HEADER;
    in.setBuffer(batch.octets(), body, batch.after(at) - body);
    try {
      return codec.readBody(batch.device(), batch.timeNanos(at), in);
    } catch (IOException e) {
      throw new UncheckedIOException("a written observation of " + batch.device(), e);
    }
  }
}
