import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Sends IPFIX records of 1,000 devices talking to a server each, at a steady rate, with the times
 * of now: one record for both directions of a conversation (biflow), or one for each (uniflow).
 *
 * <p>Arguments: port, records, records a second, biflow or uniflow, first sequence number.
 */
final class PipelineSend {
  private static final int PER_DATAGRAM = 25;
  private static final int DEVICES = 1000;
  private static final int[][] FIELDS = {
    {8, 4}, {12, 4}, {7, 2}, {11, 2}, {4, 1}, {6, 1}, {1, 8}, {2, 8}, {152, 8}, {153, 8}
  };
  private static final int[][] REVERSE = {{0x8001, 8}, {0x8002, 8}, {0x8006, 1}};

  private PipelineSend() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    long records = Long.parseLong(arguments[1]);
    double rate = Double.parseDouble(arguments[2]);
    boolean biflow = arguments[3].equals("biflow");
    long sequence = Long.parseLong(arguments[4]);
    Random random = new Random(sequence);
    ByteBuffer out = ByteBuffer.allocate(4096);
    try (DatagramSocket socket = new DatagramSocket()) {
      long start = System.nanoTime();
      long sent = 0;
      for (long message = 0; sent < records; message++) {
        out.clear().position(16);
        if (message % 2000 == 0) {
          template(out, biflow);
        }
        int set = out.position();
        out.putShort((short) 256).putShort((short) 0);
        long now = System.currentTimeMillis();
        for (int i = 0; i < PER_DATAGRAM; i++) {
          record(out, random, sequence + i, now, biflow);
        }
        out.putShort(set + 2, (short) (out.position() - set));
        out.putShort(0, (short) 10).putShort(2, (short) out.position());
        out.putInt(4, (int) (now / 1000)).putInt(8, (int) sequence).putInt(12, 1);
        socket.send(
            new DatagramPacket(
                out.array(), out.position(), InetAddress.getLoopbackAddress(), port));
        sequence += PER_DATAGRAM;
        sent += PER_DATAGRAM;
        long due = start + (long) (sent / rate * 1e9) - System.nanoTime();
        if (due > 1_000_000) {
          Thread.sleep(due / 1_000_000);
        }
      }
    }
    System.out.println(sequence);
  }

  private static void template(ByteBuffer out, boolean biflow) {
    int fields = FIELDS.length + (biflow ? REVERSE.length : 0);
    int length = 8 + FIELDS.length * 4 + (biflow ? REVERSE.length * 8 : 0);
    out.putShort((short) 2).putShort((short) length).putShort((short) 256).putShort((short) fields);
    for (int[] field : FIELDS) {
      out.putShort((short) field[0]).putShort((short) field[1]);
    }
    if (biflow) {
      for (int[] field : REVERSE) {
        out.putShort((short) field[0]).putShort((short) field[1]).putInt(29305);
      }
    }
  }

  /** Of a uniflow every second record answers the one before it. */
  private static void record(ByteBuffer out, Random random, long n, long now, boolean biflow) {
    long conversation = biflow ? n : n / 2;
    boolean answer = !biflow && n % 2 == 1;
    int device = 0x0a000000 | (int) (conversation % DEVICES);
    int server = 0xc6336400 | (int) (conversation % 16);
    int port = 1024 + (int) (conversation / DEVICES % 60_000);
    out.putInt(answer ? server : device).putInt(answer ? device : server);
    out.putShort((short) (answer ? 443 : port)).putShort((short) (answer ? port : 443));
    out.put((byte) 6).put((byte) 0x1b);
    out.putLong(100 + random.nextInt(65_536)).putLong(1 + random.nextInt(64));
    out.putLong(now - 1000 + (answer ? 1 : 0)).putLong(now);
    if (biflow) {
      out.putLong(500).putLong(5).put((byte) 0x1b);
    }
  }
}
