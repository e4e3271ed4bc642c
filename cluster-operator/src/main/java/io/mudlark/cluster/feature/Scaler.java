package io.mudlark.cluster.feature;

import io.mudlark.flow.ContentHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings the columns to one scale: {@code z = (x - mean) / deviation}, with constants from a
 * reference and not from the window, so that windows can be compared.
 *
 * @param features the columns' names
 * @param means mean of each column over the reference
 * @param deviations population standard deviation of each column; 1 where it was 0
 */
public record Scaler(List<String> features, List<Double> means, List<Double> deviations)
    implements Serializable {
  private static final String SHIPPED = "scaler-default-v1.csv";
  private static final String HEADER = "feature,mean,deviation";

  public Scaler {
    features = List.copyOf(features);
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.size() != features.size() || deviations.size() != features.size()) {
      throw new IllegalArgumentException("a scaler needs one mean and deviation per feature");
    }
    for (int i = 0; i < features.size(); i++) {
      requireUsable(features.get(i), means.get(i), deviations.get(i));
    }
  }

  /** The constants that come with this version, made from a mix of ordinary device traffic. */
  public static Scaler shipped() {
    try (InputStream in = Scaler.class.getResourceAsStream(SHIPPED)) {
      return read(
          new BufferedReader(
              new InputStreamReader(Objects.requireNonNull(in, SHIPPED), StandardCharsets.UTF_8)),
          SHIPPED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Learns the constants of the clustered columns from reference traffic.
   *
   * @throws IllegalArgumentException when there is no row
   */
  public static Scaler fit(List<FlowRow> reference) {
    List<FlowRow> rows = reference.stream().sorted(FlowRow.BY_VIEW).toList();
    return fit(
        FeatureTable.clusteredNames(), FeatureTable.matrix(rows), FeatureTable.CLUSTERED.size());
  }

  /**
   * Learns the constants of a row-major matrix; a column without any variation gets deviation 1.
   */
  public static Scaler fit(List<String> features, double[] matrix, int columns) {
    int rows = matrix.length / columns;
    if (rows == 0) {
      throw new IllegalArgumentException("a scaler cannot be learnt from no rows");
    }
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      double mean = 0;
      for (int row = 0; row < rows; row++) {
        mean += matrix[row * columns + column];
      }
      mean /= rows;
      double squares = 0;
      for (int row = 0; row < rows; row++) {
        double difference = matrix[row * columns + column] - mean;
        squares += difference * difference;
      }
      double deviation = Math.sqrt(squares / rows);
      means.add(mean);
      deviations.add(deviation == 0 ? 1 : deviation);
    }
    return new Scaler(features, means, deviations);
  }

  /**
   * Reads {@code feature,mean,deviation} lines; lines that start with {@code #} are comments.
   *
   * @param name what is read, for messages
   * @throws IllegalArgumentException naming the line that is wrong
   */
  public static Scaler read(BufferedReader reader, String name) throws IOException {
    List<String> features = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String text = line.trim();
      if (text.isEmpty() || text.startsWith("#") || text.equals(HEADER)) {
        continue;
      }
      String[] cells = text.split(",", -1);
      if (cells.length != 3) {
        throw new IllegalArgumentException(
            name + " line " + number + ": expected " + HEADER + ", found '" + text + "'");
      }
      features.add(cells[0]);
      means.add(number(cells[1], name, number));
      deviations.add(number(cells[2], name, number));
    }
    if (!features.equals(FeatureTable.clusteredNames())) {
      throw new IllegalArgumentException(
          name + ": features are " + features + ", not " + FeatureTable.clusteredNames());
    }
    return new Scaler(features, means, deviations);
  }

  /** The text that {@link #read} reads. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < features.size(); i++) {
      text.append(features.get(i)).append(',').append(means.get(i)).append(',');
      text.append(deviations.get(i)).append('\n');
    }
    return text.toString();
  }

  /** Scales a row-major matrix of as many columns as there are features. */
  public double[] scale(double[] matrix) {
    int columns = features.size();
    double[] scaled = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      int column = i % columns;
      scaled[i] = (matrix[i] - means.get(column)) / deviations.get(column);
    }
    return scaled;
  }

  /** 32 hexadecimal digits from names and constants: equal hash, equal scale. */
  public String hash() {
    ContentHash hash = new ContentHash();
    for (int i = 0; i < features.size(); i++) {
      hash.text(features.get(i));
      hash.number(Double.doubleToLongBits(means.get(i)));
      hash.number(Double.doubleToLongBits(deviations.get(i)));
    }
    return hash.hex();
  }

  private static double number(String cell, String name, int line) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          name + " line " + line + ": '" + cell + "' is not a number", e);
    }
  }

  private static void requireUsable(
      String feature, @Nullable Double mean, @Nullable Double deviation) {
    if (mean == null || deviation == null || !Double.isFinite(mean + deviation) || deviation <= 0) {
      throw new IllegalArgumentException(
          "feature " + feature + " needs a finite mean and a deviation above 0");
    }
  }
}
