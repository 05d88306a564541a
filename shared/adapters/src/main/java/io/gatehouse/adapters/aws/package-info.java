/** How AWS's services are called. */
@NullMarked
package io.gatehouse.adapters.aws;

import org.jspecify.annotations.NullMarked;
