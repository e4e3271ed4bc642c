package io.mudlark.ipfix.decode;

import io.mudlark.ipfix.template.FieldSpecifier;
import io.mudlark.ipfix.template.Template;
import java.util.ArrayList;
import java.util.List;

/** The record of NetFlow v5 written as a template, so that nothing else needs to know of it. */
public final class NetFlow5Layout {
  /** Octets of a record. */
  public static final int RECORD_OCTETS = 48;

  /** Most records of a datagram. */
  public static final int MAX_RECORDS = 30;

  /** Element and octets of each field; 210 is paddingOctets. */
  private static final int[][] FIELDS = {
    {8, 4}, {12, 4}, {15, 4}, {10, 2}, {14, 2}, {2, 4}, {1, 4}, {22, 4}, {21, 4}, {7, 2}, {11, 2},
    {210, 1}, {6, 1}, {4, 1}, {5, 1}, {16, 2}, {17, 2}, {9, 1}, {13, 1}, {210, 2}
  };

  /** The record; its id, 5, is below those that a template may have. */
  public static final Template RECORD = Template.ofFlows(5, fields());

  private NetFlow5Layout() {}

  private static List<FieldSpecifier> fields() {
    List<FieldSpecifier> fields = new ArrayList<>();
    for (int[] field : FIELDS) {
      fields.add(new FieldSpecifier(0, field[0], field[1]));
    }
    return fields;
  }
}
