/** The local cloud's page for people, and the mailbox behind it for programs. */
@NullMarked
package io.gatehouse.localcloud.cloud.console;

import org.jspecify.annotations.NullMarked;
