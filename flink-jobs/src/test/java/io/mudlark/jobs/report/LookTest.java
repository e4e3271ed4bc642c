package io.mudlark.jobs.report;

import io.mudlark.site.DeviceId;
import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;

class LookTest {
  @Test
  void look() throws Exception {
    Path d = Path.of("/tmp/w/look");
    if (!Files.exists(d.resolve("large.html")))
      InventedRun.write(
          d.resolve("small"),
          List.of(
              new DeviceId("ut", "ut-tplink-plug"),
              new DeviceId("tue", "tue-tplink-plug"),
              new DeviceId("tue", "</script><script>alert(1)</script>")),
          3,
          1960);
    if (!Files.exists(d.resolve("large.html")))
      InventedRun.write(d.resolve("mid"), InventedRun.devices(9, 2), 60, 300);
    if (!Files.exists(d.resolve("large.html")))
      InventedRun.write(d.resolve("large"), InventedRun.devices(200, 12), 500, 300);
    for (String n : List.of("small", "mid")) {
      long t = System.nanoTime();
      ReportWriter.write(d.resolve(n), d.resolve(n + ".html"));
      System.out.println(
          n
              + " "
              + (System.nanoTime() - t) / 1000000
              + " ms "
              + Files.size(d.resolve(n + ".html")));
    }
  }
}
