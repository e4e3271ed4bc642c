/** The words of the house as Flink carries them: hand-written serializers and state with an end. */
@NullMarked
package io.mudlark.flow.flink;

import org.jspecify.annotations.NullMarked;
