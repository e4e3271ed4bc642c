package io.mudlark.process.testing;

import io.mudlark.process.model.ProcessTree;
import io.mudlark.process.model.ProcessTree.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random process trees without duplicate activities, and random runs of them. */
public final class Trees {
  private final Random random;
  private int activities;

  private Trees(long seed) {
    this.random = new Random(seed);
  }

  /** A tree of at most three levels of operators; the same for the same seed. */
  public static ProcessTree random(long seed) {
    return random(seed, 3);
  }

  /** A tree of at most so many levels of operators. */
  public static ProcessTree random(long seed, int levels) {
    return new Trees(seed).tree(levels);
  }

  private ProcessTree tree(int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return ProcessTree.step("a" + ++activities);
    }
    Operator operator =
        List.of(
                Operator.SEQUENCE,
                Operator.SEQUENCE,
                Operator.XOR,
                Operator.PARALLEL,
                Operator.LOOP)
            .get(random.nextInt(5));
    List<ProcessTree> children = new ArrayList<>();
    int count = operator == Operator.LOOP ? 2 : 2 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      boolean silent = i == 1 && operator != Operator.SEQUENCE && random.nextInt(3) == 0;
      children.add(silent ? ProcessTree.tau() : tree(depth - 1));
    }
    return ProcessTree.of(operator, children);
  }

  /** A run of a tree; the same for the same seed. */
  public static List<String> run(ProcessTree tree, long seed) {
    return new Trees(seed).run(tree);
  }

  private List<String> run(ProcessTree tree) {
    List<String> steps = new ArrayList<>();
    switch (tree.operator()) {
      case STEP -> steps.add(String.valueOf(tree.label()));
      case TAU -> steps.addAll(List.of());
      case SEQUENCE -> tree.children().forEach(child -> steps.addAll(run(child)));
      case XOR -> steps.addAll(run(tree.children().get(random.nextInt(tree.children().size()))));
      case PARALLEL -> {
        List<List<String>> parts = new ArrayList<>();
        tree.children().forEach(child -> parts.add(new ArrayList<>(run(child))));
        parts.removeIf(List::isEmpty);
        while (!parts.isEmpty()) {
          List<String> part = parts.get(random.nextInt(parts.size()));
          steps.add(part.remove(0));
          parts.removeIf(List::isEmpty);
        }
      }
      case LOOP -> {
        steps.addAll(run(tree.children().get(0)));
        while (random.nextInt(3) == 0) {
          steps.addAll(run(tree.children().get(1)));
          steps.addAll(run(tree.children().get(0)));
        }
      }
    }
    return steps;
  }

  /** Whether a loop lies inside another, so that a step may belong to either. */
  public static boolean hasNestedLoops(ProcessTree tree) {
    boolean loop = tree.operator() == Operator.LOOP;
    return tree.children().stream()
        .anyMatch(child -> (loop && hasLoop(child)) || hasNestedLoops(child));
  }

  private static boolean hasLoop(ProcessTree tree) {
    return tree.operator() == Operator.LOOP || tree.children().stream().anyMatch(Trees::hasLoop);
  }
}
