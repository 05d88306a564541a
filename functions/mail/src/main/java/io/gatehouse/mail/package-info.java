/** Mail: asking for one, sending what is queued, finding what was left behind. */
@NullMarked
package io.gatehouse.mail;

import org.jspecify.annotations.NullMarked;
