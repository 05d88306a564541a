/** What tests of functions send and read: event files, API Gateway's side of an answer, an invocation. */
@NullMarked
package io.gatehouse.web.testing;

import org.jspecify.annotations.NullMarked;
