/** The one adapter between an API Gateway event (payload format 2.0) and a handler. */
@NullMarked
package io.gatehouse.web;

import org.jspecify.annotations.NullMarked;
