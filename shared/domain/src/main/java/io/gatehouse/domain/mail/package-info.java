/** Mails, their templates, links and quotas. */
@NullMarked
package io.gatehouse.domain.mail;

import org.jspecify.annotations.NullMarked;
