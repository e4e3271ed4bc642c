package io.mudlark.jobs.document;

/**
 * One document as a line of a result file, with the key that orders the lines.
 *
 * @param sortKey orders as {@code (window end, site, device, id, revision)} when compared as text;
 *     holds neither tabs nor line breaks
 * @param json the document on one line, without the line break
 */
public record Line(String sortKey, String json) {}
