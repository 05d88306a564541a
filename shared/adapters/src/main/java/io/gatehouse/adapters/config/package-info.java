/** The environment, read once and typed. */
@NullMarked
package io.gatehouse.adapters.config;

import org.jspecify.annotations.NullMarked;
