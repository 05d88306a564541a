/** What tests of functions send and read: event files, API Gateway's side of an answer, an invocation. */
package io.gatehouse.web.testing;
