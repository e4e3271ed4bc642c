package io.mudlark.probe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.NameBinding;
import io.mudlark.probe.testing.Observed;
import io.mudlark.probe.testing.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** DNS bindings of real IoT traffic, held against what tshark says was resolved. */
class DnsPeerTest {
  /** tshark lists the addresses of all sections; ours are those of the answer, which come first. */
  @Test
  void every_name_that_tshark_saw_resolved_is_bound_to_the_answered_addresses() throws IOException {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (Path reference : references()) {
      Map<String, List<NameBinding>> ours = new HashMap<>();
      for (String line : Files.readAllLines(reference)) {
        String[] fields = line.split("\t", -1);
        if (fields[0].equals("file")) {
          continue;
        }
        List<NameBinding> bindings =
            ours.computeIfAbsent(
                fields[0], file -> Observed.of(reference.resolveSibling(file)).bindings());
        boolean agrees = bindings.stream().anyMatch(binding -> agrees(binding, fields));
        compared++;
        if (!agrees) {
          differences.add(reference.getParent().getFileName() + " " + line);
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(500);
  }

  private static boolean agrees(NameBinding binding, String[] fields) {
    List<IpAddress> answered = binding.addresses();
    List<IpAddress> resolved = addresses(fields[answered.get(0).isV4() ? 4 : 5]);
    return binding.name().equals(fields[3])
        && binding.timeNanos() == new BigDecimal(fields[1]).movePointRight(9).longValueExact()
        && binding.asker().toString().equals(fields[2])
        && answered.size() <= resolved.size()
        && answered.equals(resolved.subList(0, answered.size()));
  }

  private static List<IpAddress> addresses(String text) {
    return Stream.of(text.split(","))
        .filter(address -> !address.isEmpty())
        .map(IpAddress::parse)
        .toList();
  }

  private static List<Path> references() throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.data().resolve("b_iot_traffic"))) {
      return files.filter(file -> file.endsWith("DNS.tshark-ref.tsv")).sorted().toList();
    }
  }
}
