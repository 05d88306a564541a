/** Mails on request, and the worker that delivers all mails. */
@NullMarked
package io.gatehouse.domain.mailing;

import org.jspecify.annotations.NullMarked;
