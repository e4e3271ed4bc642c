package io.mudlark.mudscope.evolution;

import io.mudlark.mudscope.evolution.WindowFile.Span;
import io.mudlark.mudscope.input.UnusableInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the windows of a device in order of time and leaves out, with one line each, those that
 * cannot be compared with the others.
 */
final class WindowSequence {
  private static final Comparator<WindowFile> BY_TIME =
      Comparator.comparingLong((WindowFile window) -> window.time().startMillis())
          .thenComparingLong(window -> window.time().endMillis())
          .thenComparing(window -> String.valueOf(window.file().getFileName()))
          .thenComparing(window -> window.file().toString());

  private final boolean compat;
  private final Consumer<String> warning;
  private final List<UnusableInput> refused = new ArrayList<>();

  WindowSequence(boolean compat, Consumer<String> warning) {
    this.compat = compat;
    this.warning = warning;
  }

  /** Windows that were left out, and why. */
  List<UnusableInput> refused() {
    return List.copyOf(refused);
  }

  /** The usable windows, oldest first. */
  List<WindowFile> order(List<WindowFile> windows) {
    List<WindowFile> sorted =
        placed(windows).stream().filter(window -> window.span() != null).sorted(BY_TIME).toList();
    List<WindowFile> sequence = new ArrayList<>();
    for (WindowFile window : compat ? sorted : ofOneDevice(sorted)) {
      WindowFile last = sequence.isEmpty() ? null : sequence.get(sequence.size() - 1);
      String problem = last == null ? null : problem(last, window);
      if (problem == null) {
        sequence.add(window);
      } else {
        refused.add(new UnusableInput(window.file(), problem));
      }
    }
    return sequence;
  }

  /**
   * Gives windows without flows, and so without times, the end of the window that comes before them
   * by name, or else the start of the first.
   */
  private List<WindowFile> placed(List<WindowFile> windows) {
    List<WindowFile> byName =
        windows.stream()
            .sorted(
                Comparator.comparing((WindowFile w) -> String.valueOf(w.file().getFileName()))
                    .thenComparing(w -> w.file().toString()))
            .toList();
    Span first =
        byName.stream()
            .filter(window -> window.span() != null)
            .map(WindowFile::time)
            .findFirst()
            .orElse(new Span(0, 0));
    long place = first.startMillis();
    List<WindowFile> placed = new ArrayList<>();
    for (WindowFile window : byName) {
      if (window.span() == null) {
        if (compat) {
          refused.add(new UnusableInput(window.file(), "holds an empty window, without a time"));
        }
        placed.add(compat ? window : window.at(new Span(place, place)));
      } else {
        place = window.time().endMillis();
        placed.add(window);
      }
    }
    return placed;
  }

  /** The windows of the device and the scaling that most of them have; of as many, the earlier. */
  private List<WindowFile> ofOneDevice(List<WindowFile> sorted) {
    Map<List<String>, List<WindowFile>> alike = new LinkedHashMap<>();
    for (WindowFile window : sorted) {
      alike.computeIfAbsent(kind(window), it -> new ArrayList<>()).add(window);
    }
    List<WindowFile> most = List.of();
    for (List<WindowFile> group : alike.values()) {
      most = group.size() > most.size() ? group : most;
    }
    for (WindowFile window : sorted) {
      if (!kind(window).equals(kind(most.get(0)))) {
        refused.add(new UnusableInput(window.file(), difference(most.get(0), window)));
      }
    }
    return most;
  }

  private static List<String> kind(WindowFile window) {
    return List.of(window.deviceId(), window.scaling());
  }

  private static String difference(WindowFile one, WindowFile other) {
    return other.deviceId().equals(one.deviceId())
        ? "scaling or features differ from those of " + one.file() + ": not comparable"
        : "is of device '" + other.deviceId() + "', others are of '" + one.deviceId() + "'";
  }

  private @Nullable String problem(WindowFile before, WindowFile after) {
    if (!after.scaling().equals(before.scaling())) {
      return "scaling or features differ from those of " + before.file() + ": not comparable";
    }
    if (after.time().endMillis() < before.time().endMillis()) {
      return "out of order: it ends before the window of " + before.file() + ", which starts first";
    }
    if (!after.deviceId().equals(before.deviceId())) {
      warning.accept(after.file() + ": " + difference(before, after));
    }
    if (!after.deploymentId().equals(before.deploymentId())) {
      warning.accept(after.file() + ": is of another deployment than " + before.file());
    }
    boolean sameStart = after.time().startMillis() == before.time().startMillis();
    boolean sameEnd = after.time().endMillis() == before.time().endMillis();
    boolean withFlows = after.flows() > 0 && before.flows() > 0;
    if (!compat && withFlows && sameStart && sameEnd) {
      return "is of the same time as " + before.file();
    }
    if (withFlows && (sameStart || sameEnd)) {
      warning.accept(after.file() + ": starts or ends together with " + before.file());
    }
    return null;
  }
}
