/** Tests of the mine commands. */
@org.jspecify.annotations.NullMarked
package io.mudlark.jobs.mine;
