/** What must agree with each other without being run: template, handlers, description, events, layers. */
@NullMarked
package io.gatehouse.acceptance.structure;

import org.jspecify.annotations.NullMarked;
