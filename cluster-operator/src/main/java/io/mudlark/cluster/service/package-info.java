/** Which services outside its profile a device uses, and how regularly. */
@NullMarked
package io.mudlark.cluster.service;

import org.jspecify.annotations.NullMarked;
