package io.mudlark.mudscope.netflows;

import java.util.Arrays;
import java.util.List;

/** The 31 columns of MUDscope's flow table, in their order. */
public enum FlowColumn {
  TS,
  TE,
  TD,
  PR,
  SA,
  DA,
  SP,
  DP,
  SAS,
  PAS,
  IPKT,
  OPKT,
  IBYT,
  OBYT,
  FLG,
  FLGS_INT,
  FLG_CWR,
  FLG_ECE,
  FLG_URG,
  FLG_ACK,
  FLG_PSH,
  FLG_RST,
  FLG_SYN,
  FLG_FIN,
  DIR,
  BPS,
  PPS,
  BPP,
  CL,
  SL,
  AL;

  private static final List<FlowColumn> ALL = List.of(values());

  /** All columns in their order. */
  public static List<FlowColumn> all() {
    return ALL;
  }

  /** The name in a table's header. */
  public String header() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The header line without its end. */
  public static String headerLine() {
    return String.join(",", Arrays.stream(values()).map(FlowColumn::header).toList());
  }
}
