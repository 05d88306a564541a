/** The local cloud's page for people, and the mailbox behind it for programs. */
@NullMarked
package io.gatehouse.localcloud.console;

import org.jspecify.annotations.NullMarked;
