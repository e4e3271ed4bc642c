package io.mudlark.flow.flink;

import io.mudlark.site.DeviceId;
import io.mudlark.stream.JudgedObservation;
import io.mudlark.stream.JudgedTurn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The binary form of what was judged of one device in one go. */
final class JudgedTurnCodec implements Codec<JudgedTurn> {
  private static final int FIRST_ROOM = 64;

  private final DeviceIdCodec devices;
  private final JudgedObservationCodec observations;

  JudgedTurnCodec() {
    RecentTexts texts = new RecentTexts();
    devices = new DeviceIdCodec(texts);
    observations = new JudgedObservationCodec(texts);
  }

  @Override
  public String name() {
    return "judged-turn";
  }

  @Override
  public Class<JudgedTurn> type() {
    return JudgedTurn.class;
  }

  @Override
  public void write(JudgedTurn turn, DataOutputView out) throws IOException {
    devices.write(turn.device(), out);
    Wire.writeVar(out, turn.observations().size());
    for (JudgedObservation observation : turn.observations()) {
      observations.write(observation, out);
    }
  }

  @Override
  public JudgedTurn read(DataInputView in, int version) throws IOException {
    DeviceId device = devices.read(in, version);
    int size = Wire.readVarInt(in);
    List<JudgedObservation> judged = new ArrayList<>(Math.min(size, FIRST_ROOM));
    for (int i = 0; i < size; i++) {
      judged.add(observations.read(in, version));
    }
    return new JudgedTurn(device, judged);
  }
}
