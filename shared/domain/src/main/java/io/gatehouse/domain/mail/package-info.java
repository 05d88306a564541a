/** Mails, their templates, links and quotas. */
package io.gatehouse.domain.mail;
