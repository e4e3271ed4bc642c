package io.mudlark.mudscope.characterize;

/**
 * What became of a stage's input files.
 *
 * @param written files, or rows, that came out
 * @param problems inputs that could not be used; each was told of in one line
 */
public record StageResult(int written, int problems) {}
