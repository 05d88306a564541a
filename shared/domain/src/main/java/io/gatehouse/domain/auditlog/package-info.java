/** Reading, sealing and verifying the audit log. */
@NullMarked
package io.gatehouse.domain.auditlog;

import org.jspecify.annotations.NullMarked;
