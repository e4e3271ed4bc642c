package io.mudlark.process.model;

import io.mudlark.process.file.MalformedFile;
import java.util.ArrayList;
import java.util.List;

/** Reads the text form of process trees that {@link ProcessTree#toString} writes. */
public final class ProcessTreeReader {
  private final String text;
  private int at;

  private ProcessTreeReader(String text) {
    this.text = text;
  }

  /** Reads one tree; blanks between tokens do not matter. */
  public static ProcessTree parse(String text) throws MalformedFile {
    ProcessTreeReader reader = new ProcessTreeReader(text);
    ProcessTree tree = reader.tree(0);
    reader.blanks();
    if (reader.at < text.length()) {
      throw reader.malformed("nothing more expected");
    }
    return tree;
  }

  private ProcessTree tree(int depth) throws MalformedFile {
    if (depth > ProcessTree.MAX_DEPTH) {
      throw malformed("nested deeper than " + ProcessTree.MAX_DEPTH);
    }
    blanks();
    if (take("'")) {
      int end = text.indexOf('\'', at);
      if (end < 0) {
        throw malformed("a quote is never closed");
      }
      String label = text.substring(at, end);
      at = end + 1;
      return ProcessTree.step(label);
    }
    if (take("tau")) {
      return ProcessTree.tau();
    }
    ProcessTree.Operator operator = operator();
    List<ProcessTree> children = new ArrayList<>();
    expect("(");
    do {
      children.add(tree(depth + 1));
      blanks();
    } while (take(","));
    expect(")");
    if (operator == ProcessTree.Operator.LOOP && children.size() < 2) {
      throw malformed("a loop needs two children");
    }
    return ProcessTree.of(operator, children);
  }

  private ProcessTree.Operator operator() throws MalformedFile {
    if (take("->")) {
      return ProcessTree.Operator.SEQUENCE;
    }
    if (take("X")) {
      return ProcessTree.Operator.XOR;
    }
    if (take("+")) {
      return ProcessTree.Operator.PARALLEL;
    }
    if (take("*")) {
      return ProcessTree.Operator.LOOP;
    }
    throw malformed("an operator, a quoted activity or tau expected");
  }

  private void expect(String token) throws MalformedFile {
    blanks();
    if (!take(token)) {
      throw malformed(token + " expected");
    }
  }

  private boolean take(String token) {
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private MalformedFile malformed(String what) {
    return new MalformedFile("process tree: offset " + at + ": " + what);
  }
}
