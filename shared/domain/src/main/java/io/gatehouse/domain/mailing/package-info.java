/** Mails on request, and the worker that delivers all mails. */
package io.gatehouse.domain.mailing;
