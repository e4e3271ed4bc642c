package io.mudlark.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Measures methods in source lines, from signature to closing brace, with the compiler's parser.
 */
final class MethodSizes {
  private MethodSizes() {}

  /** The longest method of each file, in lines. */
  static Map<Path, Integer> longest(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<Path, Integer> longest = new HashMap<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, d -> {}, null, null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        longest.put(Path.of(unit.getSourceFile().toUri()), longest(unit, positions));
      }
    }
    return longest;
  }

  private static int longest(CompilationUnitTree unit, SourcePositions positions) {
    LineMap lines = unit.getLineMap();
    int[] most = {0};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void unused) {
        long start = positions.getStartPosition(unit, method);
        long end = positions.getEndPosition(unit, method);
        if (method.getBody() != null && start >= 0 && end >= 0) {
          int size = (int) (lines.getLineNumber(end) - lines.getLineNumber(start)) + 1;
          most[0] = Math.max(most[0], size);
        }
        return super.visitMethod(method, null);
      }
    }.scan(unit, null);
    return most[0];
  }
}
