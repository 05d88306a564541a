/** Mails, rendered from templates and sent by SES. */
@NullMarked
package io.gatehouse.adapters.mail;

import org.jspecify.annotations.NullMarked;
