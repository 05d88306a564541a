/** Mail: requesting one, sending queued ones, sweeping the outbox. */
@NullMarked
package io.gatehouse.mail;

import org.jspecify.annotations.NullMarked;
