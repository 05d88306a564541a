/**
 * Stand-ins for the AWS calls that nothing embeddable answers: SES v2's SendEmail with a mailbox, and Secrets Manager.
 */
@NullMarked
package io.gatehouse.localcloud.services.aws;

import org.jspecify.annotations.NullMarked;
