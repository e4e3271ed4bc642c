package io.mudlark.process.file;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes XML elements with attributes and text, escaped so that reading gives the same strings. */
public final class XmlOut {
  private final Writer out;
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  /** Begins a UTF-8 document; the writer is flushed by {@link #close} but stays open. */
  public XmlOut(Writer out) throws IOException {
    this.out = out;
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  }

  /** Opens an element; attributes are given as name, value, name, value... */
  public XmlOut start(String name, String... attributes) throws IOException {
    endTag();
    out.write('\n');
    out.write(" ".repeat(open.size()));
    out.write('<');
    out.write(name);
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      out.write(' ');
      out.write(attributes[i]);
      out.write("=\"");
      out.write(escaped(attributes[i + 1]));
      out.write('"');
    }
    open.push(name);
    inTag = true;
    return this;
  }

  /** Text inside the open element. */
  public XmlOut text(String text) throws IOException {
    endTag();
    out.write(escaped(text));
    return this;
  }

  /** Closes the innermost element. */
  public XmlOut end() throws IOException {
    String name = open.pop();
    if (inTag) {
      out.write("/>");
      inTag = false;
    } else {
      out.write("</" + name + ">");
    }
    return this;
  }

  /** An element without content. */
  public XmlOut empty(String name, String... attributes) throws IOException {
    return start(name, attributes).end();
  }

  /** Closes what is open and flushes. */
  public void close() throws IOException {
    while (!open.isEmpty()) {
      end();
    }
    out.write('\n');
    out.flush();
  }

  private void endTag() throws IOException {
    if (inTag) {
      out.write('>');
      inTag = false;
    }
  }

  private static String escaped(String text) {
    StringBuilder xml = new StringBuilder(text.length() + 16);
    String clean = XmlText.clean(text);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\n' -> xml.append("&#10;");
        case '\r' -> xml.append("&#13;");
        case '\t' -> xml.append("&#9;");
        default -> xml.append(c);
      }
    }
    return xml.toString();
  }
}
