/** Cases that no correlation data names, told from who sends to whom, and when. */
@NullMarked
package io.mudlark.process.infer;

import org.jspecify.annotations.NullMarked;
