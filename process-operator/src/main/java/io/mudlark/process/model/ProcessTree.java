package io.mudlark.process.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block-structured process model: a step, silence, or an operator over smaller trees.
 *
 * <p>Every process tree is sound by construction (van der Aalst, Buijs, van Dongen 2011). A loop's
 * first child is done at least once; each of the others leads back to it.
 *
 * @param operator what the node does
 * @param label the activity of a {@link Operator#STEP}, otherwise null
 * @param children the operands, in order
 */
public record ProcessTree(Operator operator, @Nullable String label, List<ProcessTree> children) {
  /** Deeper trees are refused when read, since many algorithms on trees recurse. */
  public static final int MAX_DEPTH = 512;

  private static final ProcessTree TAU = new ProcessTree(Operator.TAU, null, List.of());

  public ProcessTree {
    children = List.copyOf(children);
    boolean leaf = operator == Operator.STEP || operator == Operator.TAU;
    if (leaf != children.isEmpty() || (operator == Operator.STEP) != (label != null)) {
      throw new IllegalArgumentException("a " + operator + " of " + children.size() + " children");
    }
    if (operator == Operator.LOOP && children.size() < 2) {
      throw new IllegalArgumentException("a loop needs something to do and a way back");
    }
  }

  /** What a node of a process tree does with its children. */
  public enum Operator {
    STEP,
    TAU,
    SEQUENCE,
    XOR,
    PARALLEL,
    LOOP
  }

  public static ProcessTree step(String activity) {
    return new ProcessTree(Operator.STEP, activity, List.of());
  }

  public static ProcessTree tau() {
    return TAU;
  }

  public static ProcessTree sequence(ProcessTree... children) {
    return of(Operator.SEQUENCE, List.of(children));
  }

  public static ProcessTree xor(ProcessTree... children) {
    return of(Operator.XOR, List.of(children));
  }

  public static ProcessTree parallel(ProcessTree... children) {
    return of(Operator.PARALLEL, List.of(children));
  }

  public static ProcessTree loop(ProcessTree... children) {
    return of(Operator.LOOP, List.of(children));
  }

  public static ProcessTree of(Operator operator, List<ProcessTree> children) {
    return new ProcessTree(operator, null, children);
  }

  public boolean isTau() {
    return operator == Operator.TAU;
  }

  /**
   * The same language with fewer nodes: nested operators of one kind merged, single children
   * lifted, silence dropped where it changes nothing, and duplicate ways to skip removed.
   */
  public ProcessTree folded() {
    if (children.isEmpty()) {
      return this;
    }
    List<ProcessTree> folded = new ArrayList<>();
    for (ProcessTree child : children) {
      ProcessTree part = child.folded();
      boolean merges = part.operator == operator && operator != Operator.LOOP;
      folded.addAll(merges ? part.children : List.of(part));
    }
    if (operator == Operator.LOOP) {
      return of(Operator.LOOP, folded);
    }
    if (operator == Operator.XOR) {
      boolean skip = folded.removeIf(ProcessTree::isTau);
      if (skip) {
        folded.add(0, TAU);
      }
    } else {
      folded.removeIf(ProcessTree::isTau);
      if (folded.isEmpty()) {
        return TAU;
      }
    }
    return folded.size() == 1 ? folded.get(0) : of(operator, folded);
  }

  /** The same tree with the operands of choices and parallels in a fixed order. */
  public ProcessTree canonical() {
    if (children.isEmpty()) {
      return this;
    }
    List<ProcessTree> ordered = new ArrayList<>();
    for (ProcessTree child : children) {
      ordered.add(child.canonical());
    }
    Comparator<ProcessTree> byText = Comparator.comparing(ProcessTree::toString);
    if (operator == Operator.XOR || operator == Operator.PARALLEL) {
      ordered.sort(byText);
    } else if (operator == Operator.LOOP) {
      ordered.subList(1, ordered.size()).sort(byText);
    }
    return of(operator, ordered);
  }

  /** The customary text form, for example {@code ->( 'a', X( tau, 'b' ) )}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    write(text);
    return text.toString();
  }

  private void write(StringBuilder text) {
    switch (operator) {
      case STEP -> text.append('\'').append(label).append('\'');
      case TAU -> text.append("tau");
      default -> {
        text.append(symbol()).append("( ");
        for (int i = 0; i < children.size(); i++) {
          if (i > 0) {
            text.append(", ");
          }
          children.get(i).write(text);
        }
        text.append(" )");
      }
    }
  }

  private String symbol() {
    return switch (operator) {
      case SEQUENCE -> "->";
      case XOR -> "X";
      case PARALLEL -> "+";
      case LOOP -> "*";
      case STEP, TAU -> "";
    };
  }
}
