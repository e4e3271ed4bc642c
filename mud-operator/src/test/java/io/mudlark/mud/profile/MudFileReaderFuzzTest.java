package io.mudlark.mud.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.mud.testing.MudText;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to a MUD file, it is read or refused with one line. */
class MudFileReaderFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final String FULL =
      MudText.camera()
          .from(
              "{\"eth\":{\"ethertype\":\"0x0800\",\"source-mac-address\":\"02:00:00:00:00:01\"},"
                  + "\"ipv4\":{\"protocol\":6,\"dst-dnsname\":\"a.example\","
                  + "\"source-ipv4-network\":\"10.0.0.0/8\"},\"tcp\":{\"flags\":\"syn\","
                  + "\"destination-port\":{\"operator\":\"neq\",\"port\":443},"
                  + "\"ietf-mud:direction-initiated\":\"from-device\"}}")
          .from("{\"icmp\":{\"type\":8,\"code\":0},\"ietf-mud:mud\":{\"model\":\"x\"}}", "drop")
          .to("{\"udp\":{\"source-port\":{\"lower-port\":1,\"upper-port\":2}}}")
          .to("{\"ietf-mud:mud\":{\"local-networks\":[null],\"controller\":\"urn:x\"}}")
          .json();
  private static final List<String> PIECES =
      List.of(
          "null",
          "true",
          "-1",
          "1e999",
          "99999999999999999999",
          "\"\"",
          "{}",
          "[]",
          "[[",
          "{\"",
          ":",
          ",",
          "\\u0000",
          "\"/\"",
          "\"::::\"",
          "\uD800",
          "\"1.2.3.4/99\"",
          "\"\\n\"",
          "0x",
          "[null]");

  @Test
  void ends_with_a_profile_or_one_line() {
    Random random = new Random(8520);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String json = mutated(random);
      try {
        MudProfile profile = MudFileReader.read("f", json);
        assertThat(profile.profileHash()).hasSize(32);
        assertThat(profile.warnings()).allMatch(line -> line.indexOf('\n') < 0);
        read++;
      } catch (MudFormatException e) {
        assertThat(e.getMessage()).startsWith("f: ").doesNotContain("\n").doesNotContain("\r");
      }
    }
    assertThat(read).isBetween(ROUNDS / 100, ROUNDS * 9 / 10);
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(FULL);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0:
          text.delete(at, to);
          break;
        case 1:
          text.setCharAt(at, (char) (32 + random.nextInt(95)));
          break;
        case 2:
          text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
          break;
        case 3:
          value(text, at, PIECES.get(random.nextInt(PIECES.size())));
          break;
        default:
          text.insert(random.nextInt(text.length()), text.substring(at, to));
      }
    }
    return text.toString();
  }

  /** Replaces the value behind the next colon. */
  private static void value(StringBuilder text, int from, String piece) {
    int colon = text.indexOf("\":", from);
    if (colon >= 0) {
      int end = colon + 2;
      while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      text.replace(colon + 2, end, piece);
    }
  }
}
