package io.mudlark.process.file;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks through an XML document of unknown origin: no document type, no entities, bounded depth and
 * length.
 */
public final class XmlCursor implements AutoCloseable {
  private final XMLStreamReader reader;
  private final String file;
  private final XmlLimits limits;
  private int depth;
  private long elements;

  private XmlCursor(XMLStreamReader reader, String file, XmlLimits limits) {
    this.reader = reader;
    this.file = file;
    this.limits = limits;
  }

  /** Opens a document; {@code file} is only used in messages. */
  public static XmlCursor open(InputStream in, String file, XmlLimits limits) throws MalformedFile {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    try {
      return new XmlCursor(factory.createXMLStreamReader(in), file, limits);
    } catch (XMLStreamException e) {
      throw new MalformedFile(file + ": " + oneLine(e), e);
    }
  }

  /**
   * Moves to the next start or end of an element.
   *
   * @return false at the end of the document
   */
  public boolean next() throws MalformedFile {
    try {
      while (reader.hasNext()) {
        int kind = reader.next();
        if (kind == XMLStreamConstants.START_ELEMENT) {
          enter();
          return true;
        }
        if (kind == XMLStreamConstants.END_ELEMENT) {
          depth--;
          return true;
        }
        if (kind == XMLStreamConstants.DTD || kind == XMLStreamConstants.ENTITY_REFERENCE) {
          throw malformed("document types and entities are not accepted");
        }
      }
      return false;
    } catch (XMLStreamException e) {
      throw new MalformedFile(file + ": " + oneLine(e), e);
    }
  }

  private void enter() throws MalformedFile {
    if (++depth > limits.maxDepth()) {
      throw malformed("nested deeper than " + limits.maxDepth());
    }
    if (++elements > limits.maxElements()) {
      throw malformed("more than " + limits.maxElements() + " elements");
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeValue(i).length() > limits.maxTextLength()) {
        throw malformed("attribute longer than " + limits.maxTextLength());
      }
    }
  }

  public boolean isStart() {
    return reader.isStartElement();
  }

  public boolean isStart(String name) {
    return reader.isStartElement() && reader.getLocalName().equals(name);
  }

  public boolean isEnd(String name) {
    return reader.isEndElement() && reader.getLocalName().equals(name);
  }

  /** The local name of the current element. */
  public String name() {
    return reader.getLocalName();
  }

  /** How many elements are open, the current one included when it starts. */
  public int depth() {
    return depth;
  }

  public @Nullable String attribute(String name) {
    return reader.getAttributeValue(null, name);
  }

  /** An attribute that must be there. */
  public String required(String name) throws MalformedFile {
    String value = attribute(name);
    if (value == null) {
      throw malformed("<" + name() + "> without " + name);
    }
    return value;
  }

  /** The text up to the end of the current element, which must not contain elements. */
  public String text() throws MalformedFile {
    StringBuilder text = new StringBuilder();
    try {
      while (reader.hasNext()) {
        int kind = reader.next();
        if (kind == XMLStreamConstants.END_ELEMENT) {
          depth--;
          return text.toString();
        }
        if (kind == XMLStreamConstants.START_ELEMENT
            || kind == XMLStreamConstants.ENTITY_REFERENCE) {
          throw malformed("text expected");
        }
        if (reader.hasText() && kind != XMLStreamConstants.COMMENT) {
          text.append(reader.getText());
          if (text.length() > limits.maxTextLength()) {
            throw malformed("text longer than " + limits.maxTextLength());
          }
        }
      }
      throw malformed("the document ends early");
    } catch (XMLStreamException e) {
      throw new MalformedFile(file + ": " + oneLine(e), e);
    }
  }

  /** Leaves the current element, whose start was just read, with all it contains. */
  public void skip() throws MalformedFile {
    int target = depth - 1;
    while (depth > target && next()) {
      // the depth moves on with every element
    }
  }

  /** A complaint about the current place. */
  public MalformedFile malformed(String what) {
    return new MalformedFile(file + ": line " + reader.getLocation().getLineNumber() + ": " + what);
  }

  /** The parser's message without the place in its own notation. */
  private static String oneLine(XMLStreamException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    return message.replaceFirst(
        "^ParseError at \\[row,col\\]:\\[(\\d+),\\d+\\] Message: ", "line $1: ");
  }

  @Override
  public void close() throws MalformedFile {
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw new MalformedFile(file + ": " + oneLine(e), e);
    }
  }
}
