/** All of MUDscope's stages over folders of captures in one process. */
@NullMarked
package io.mudlark.mudscope.pipeline;

import org.jspecify.annotations.NullMarked;
