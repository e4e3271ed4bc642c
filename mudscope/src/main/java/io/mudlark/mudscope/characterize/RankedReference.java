package io.mudlark.mudscope.characterize;

import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.netflows.FlowColumn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scaling that MUDscope learns from its reference table, for the six clustered columns.
 *
 * <p>The table, called scaled by the original, is not: its text columns are ranks, its numbers are
 * as they were. Each column is brought to mean 0 and population standard deviation 1; a column
 * without variation is only shifted.
 */
final class RankedReference {
  private final double[] means;
  private final double[] deviations;

  private RankedReference(double[] means, double[] deviations) {
    this.means = means;
    this.deviations = deviations;
  }

  /** Whether the first row of the table has times as numbers: then it is a scaler reference. */
  static boolean isScalerReference(Path file) throws UnusableInput {
    List<String> lines = BoundedFile.text(file).lines().limit(2).toList();
    if (lines.size() < 2) {
      return false;
    }
    int times = Arrays.asList(lines.get(0).split(",", -1)).indexOf(FlowColumn.TS.header());
    String[] cells = lines.get(1).split(",", -1);
    return times >= 0 && times < cells.length && isNumber(cells[times]);
  }

  /**
   * Learns from a table with all 31 columns.
   *
   * @throws UnusableInput for another header, no rows, or a cell that is no number
   */
  static RankedReference read(Path file) throws UnusableInput {
    List<String> lines = BoundedFile.text(file).lines().toList();
    if (lines.isEmpty()) {
      throw new UnusableInput(file, "is empty");
    }
    List<String> header = Arrays.asList(lines.get(0).split(",", -1));
    List<String> missing =
        FlowColumn.all().stream()
            .map(FlowColumn::header)
            .filter(name -> !header.contains(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new UnusableInput(file, "line 1: columns of a flow table are missing: " + missing);
    }
    if (!isScalerReference(file)) {
      throw new UnusableInput(
          file, "line 2: column ts: is no scaler reference (its times are epoch seconds)");
    }
    int[] places = RankedFeatures.NAMES.stream().mapToInt(header::indexOf).toArray();
    List<double[]> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isEmpty()) {
        rows.add(row(file, i + 1, lines.get(i).split(",", -1), places));
      }
    }
    if (rows.isEmpty()) {
      throw new UnusableInput(file, "holds no rows");
    }
    return of(rows, places.length);
  }

  private static RankedReference of(List<double[]> rows, int columns) {
    double[] means = new double[columns];
    double[] deviations = new double[columns];
    for (int column = 0; column < columns; column++) {
      int place = column;
      double[] values = rows.stream().mapToDouble(row -> row[place]).toArray();
      means[column] = PairwiseSum.of(values) / values.length;
      double[] differences = new double[values.length];
      double[] squares = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        differences[i] = values[i] - means[column];
        squares[i] = differences[i] * differences[i];
      }
      double correction = PairwiseSum.of(differences);
      double variance =
          (PairwiseSum.of(squares) - correction * correction / values.length) / values.length;
      double deviation = Math.sqrt(variance);
      deviations[column] = deviation == 0 ? 1 : deviation;
    }
    return new RankedReference(means, deviations);
  }

  /** One scaled row of one value per clustered column. */
  double[] scale(double... values) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (values[i] - means[i]) / deviations[i];
    }
    return scaled;
  }

  private static double[] row(Path file, int line, String[] cells, int[] places)
      throws UnusableInput {
    double[] row = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      String name = RankedFeatures.NAMES.get(i);
      if (places[i] >= cells.length) {
        throw new UnusableInput(file, "line " + line + ": column " + name + ": is missing");
      }
      if (!isNumber(cells[places[i]])) {
        throw new UnusableInput(
            file,
            "line " + line + ": column " + name + ": '" + cells[places[i]] + "' is no number");
      }
      row[i] = Double.parseDouble(cells[places[i]]);
    }
    return row;
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
