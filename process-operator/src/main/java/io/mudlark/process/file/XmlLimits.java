package io.mudlark.process.file;

/**
 * What an XML file may cost at most.
 *
 * @param maxDepth nesting of elements
 * @param maxElements elements in one file
 * @param maxTextLength characters of one attribute value or text
 */
public record XmlLimits(int maxDepth, long maxElements, int maxTextLength) {
  public static final XmlLimits DEFAULT = new XmlLimits(64, 20_000_000L, 65_536);
}
