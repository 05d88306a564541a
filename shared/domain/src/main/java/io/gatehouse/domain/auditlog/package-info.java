/** Reading, sealing and verifying the audit log. */
package io.gatehouse.domain.auditlog;
