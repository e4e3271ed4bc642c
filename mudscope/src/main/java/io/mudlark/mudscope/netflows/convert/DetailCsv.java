package io.mudlark.mudscope.netflows.convert;

import io.mudlark.mudscope.netflows.FlowColumn;
import io.mudlark.mudscope.netflows.FlowCsv;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Mudlark's flow tables as files: MUDscope's 31 columns, exact, and more after them. */
public final class DetailCsv {
  private DetailCsv() {}

  /** Writes a table; {@link FlowCsv#read} reads its first 31 columns. */
  public static void write(Path file, List<FlowDetail> table) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      StringBuilder text = new StringBuilder(512);
      out.append(FlowColumn.headerLine()).append(',').append(DetailColumns.header()).append('\n');
      for (FlowDetail row : table) {
        text.setLength(0);
        FlowCsv.appendExact(text, row.line());
        DetailColumns.append(text, row.flow());
        out.append(text.append('\n'));
      }
    }
  }
}
