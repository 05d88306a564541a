/** The functions of a little product of its own, which the local cloud serves in its tests. */
@NullMarked
package shop;

import org.jspecify.annotations.NullMarked;
