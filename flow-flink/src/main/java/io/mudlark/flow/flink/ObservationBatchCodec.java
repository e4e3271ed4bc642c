package io.mudlark.flow.flink;

import io.mudlark.site.DeviceId;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The binary form of a batch: the observations in it are written already.
 *
 * <p>A new form of what an observation consists of is a new version of this codec, whose {@link
 * #read} then writes older ones anew.
 */
final class ObservationBatchCodec implements Codec<ObservationBatch> {
  private final DeviceIdCodec devices = new DeviceIdCodec();

  @Override
  public String name() {
    return "observation-batch";
  }

  @Override
  public Class<ObservationBatch> type() {
    return ObservationBatch.class;
  }

  @Override
  public ObservationBatch copy(ObservationBatch value) {
    return value.copy();
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public void write(ObservationBatch batch, DataOutputView out) throws IOException {
    devices.write(batch.device(), out);
    Wire.writeVar(out, batch.count());
    out.writeInt(batch.length());
    out.write(batch.octets(), 0, batch.length());
  }

  @Override
  public ObservationBatch read(DataInputView in, int version) throws IOException {
    DeviceId device = devices.read(in, version);
    int count = Wire.readVarInt(in);
    int length = in.readInt();
    if (length < 0 || length / ObservationBatch.HEADER < count) {
      throw new IOException(count + " observations in " + length + " octets");
    }
    byte[] octets = new byte[length];
    in.readFully(octets);
    return new ObservationBatch(device, octets, length, count);
  }
}
