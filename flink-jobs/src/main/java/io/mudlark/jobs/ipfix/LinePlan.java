package io.mudlark.jobs.ipfix;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.template.RecordPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the records of one template are written: member by member, which fields go into it. */
final class LinePlan {
  private final SerializedString[] names;
  private final int[][] fields;

  private LinePlan(SerializedString[] names, int[][] fields) {
    this.names = names;
    this.fields = fields;
  }

  /** Gathers fields of the same name, at the place of the first. */
  static LinePlan of(RecordPlan plan) {
    Map<String, List<Integer>> byName = new LinkedHashMap<>();
    for (int i = 0; i < plan.fieldCount(); i++) {
      byName.computeIfAbsent(plan.element(i).name(), name -> new ArrayList<>()).add(i);
    }
    SerializedString[] names =
        byName.keySet().stream().map(SerializedString::new).toArray(SerializedString[]::new);
    int[][] fields =
        byName.values().stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    return new LinePlan(names, fields);
  }

  void write(RecordView record, JsonGenerator out) throws IOException {
    for (int i = 0; i < names.length; i++) {
      out.writeFieldName(names[i]);
      int[] own = fields[i];
      if (own.length == 1) {
        FieldJson.write(record.element(own[0]).type(), record.value(own[0]), out);
        continue;
      }
      out.writeStartArray();
      for (int field : own) {
        FieldJson.write(record.element(field).type(), record.value(field), out);
      }
      out.writeEndArray();
    }
  }
}
