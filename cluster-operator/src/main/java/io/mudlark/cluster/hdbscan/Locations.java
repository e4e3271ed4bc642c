package io.mudlark.cluster.hdbscan;

import java.util.Arrays;

/**
 * The distinct rows of a data set, each with the number of its copies.
 *
 * <p>Rows are equal if all their doubles are, 0.0 and -0.0 being the same number. Locations are
 * numbered by a hash of their values (equal hashes by the values themselves), never by row, which
 * makes every later sum independent of the order of the rows. Rows with a value that is not finite
 * have no location.
 */
final class Locations {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int SMALLEST_TABLE = 64;

  private double[] values = Buffers.NO_DOUBLES;
  private int columns;
  private int count;
  private int usableRows;
  private int[] ofRow = Buffers.NO_INTS;
  private int[] firstRow = Buffers.NO_INTS;
  private int[] copies = Buffers.NO_INTS;
  // upper half: hash of the values; lower half: the location it was given when first seen
  private long[] keys = Buffers.NO_LONGS;
  private int[] table = Buffers.NO_INTS;
  private int tableSize;
  private int[] rank = Buffers.NO_INTS;
  private int[] moved = Buffers.NO_INTS;

  /**
   * Finds the locations of row-major {@code values}, which are referred to and not copied.
   *
   * @param collapse false gives every usable row a location of its own, which costs time and
   *     changes no result
   */
  void find(double[] values, int rows, int columns, boolean collapse) {
    this.values = values;
    this.columns = columns;
    // handed to the result, hence a new one each time
    ofRow = new int[rows];
    count = 0;
    usableRows = 0;
    resizeTable(SMALLEST_TABLE);
    for (int row = 0; row < rows; row++) {
      ofRow[row] = finite(row) ? place(row, collapse) : -1;
      usableRows += ofRow[row] < 0 ? 0 : 1;
    }
    renumber();
  }

  /** Lets go of the caller's array and of the array handed to the result. */
  void release() {
    values = Buffers.NO_DOUBLES;
    ofRow = Buffers.NO_INTS;
  }

  int count() {
    return count;
  }

  int columns() {
    return columns;
  }

  int usableRows() {
    return usableRows;
  }

  int[] ofRow() {
    return ofRow;
  }

  int copies(int location) {
    return copies[location];
  }

  double value(int location, int column) {
    return values[firstRow[location] * columns + column];
  }

  /** Copies the columns of a location into {@code target} from {@code offset} on. */
  void copy(int location, double[] target, int offset) {
    System.arraycopy(values, firstRow[location] * columns, target, offset, columns);
  }

  private boolean finite(int row) {
    for (int i = row * columns; i < (row + 1) * columns; i++) {
      if (!Double.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }

  private int place(int row, boolean collapse) {
    int hash = hash(row);
    if (!collapse) {
      return add(row, hash);
    }
    int slot = hash & (tableSize - 1);
    while (table[slot] != 0) {
      int location = table[slot] - 1;
      if ((int) (keys[location] >>> 32) == hash && compare(firstRow[location], row) == 0) {
        copies[location]++;
        return location;
      }
      slot = (slot + 1) & (tableSize - 1);
    }
    int location = add(row, hash);
    table[slot] = count;
    if (2 * count > tableSize) {
      resizeTable(2 * tableSize);
    }
    return location;
  }

  private int hash(int row) {
    long hash = columns;
    for (int i = row * columns; i < (row + 1) * columns; i++) {
      // adding 0.0 turns -0.0 into 0.0
      hash = (hash ^ Double.doubleToRawLongBits(values[i] + 0.0)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    return (int) ((hash * MULTIPLIER) >>> 32);
  }

  private int add(int row, int hash) {
    if (count == keys.length) {
      int larger = Math.max(SMALLEST_TABLE, count + (count >> 1));
      keys = Arrays.copyOf(keys, larger);
      firstRow = Arrays.copyOf(firstRow, larger);
      copies = Arrays.copyOf(copies, larger);
    }
    keys[count] = (long) hash << 32 | count;
    firstRow[count] = row;
    copies[count] = 1;
    return count++;
  }

  private void resizeTable(int size) {
    tableSize = size;
    table = Buffers.atLeast(table, size);
    Arrays.fill(table, 0, size, 0);
    for (int location = 0; location < count; location++) {
      int slot = (int) (keys[location] >>> 32) & (size - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (size - 1);
      }
      table[slot] = location + 1;
    }
  }

  private void renumber() {
    Arrays.sort(keys, 0, count);
    orderEqualHashes();
    rank = Buffers.atLeast(rank, count);
    moved = Buffers.atLeast(moved, 2 * count);
    for (int i = 0; i < count; i++) {
      int was = (int) keys[i];
      rank[was] = i;
      moved[i] = firstRow[was];
      moved[count + i] = copies[was];
    }
    System.arraycopy(moved, 0, firstRow, 0, count);
    System.arraycopy(moved, count, copies, 0, count);
    for (int row = 0; row < ofRow.length; row++) {
      ofRow[row] = ofRow[row] < 0 ? -1 : rank[ofRow[row]];
    }
  }

  private void orderEqualHashes() {
    for (int i = 1; i < count; i++) {
      long key = keys[i];
      int j = i;
      while (j > 0
          && keys[j - 1] >>> 32 == key >>> 32
          && compare(firstRow[(int) keys[j - 1]], firstRow[(int) key]) > 0) {
        keys[j] = keys[j - 1];
        j--;
      }
      keys[j] = key;
    }
  }

  private int compare(int rowA, int rowB) {
    for (int column = 0; column < columns; column++) {
      double a = values[rowA * columns + column];
      double b = values[rowB * columns + column];
      if (a != b) {
        return a < b ? -1 : 1;
      }
    }
    return 0;
  }
}
