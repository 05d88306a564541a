/** The commands by which an operator administers accounts, signing keys and the audit log of a local cloud. */
@NullMarked
package io.gatehouse.operator;

import org.jspecify.annotations.NullMarked;
