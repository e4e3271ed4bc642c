/** Where it was seen: sites, devices and their place in the network. */
@NullMarked
package io.mudlark.site;

import org.jspecify.annotations.NullMarked;
