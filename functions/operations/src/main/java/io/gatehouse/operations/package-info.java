/** Operations: health, description, migrations, keys, accounts, the audit log. */
@NullMarked
package io.gatehouse.operations;

import org.jspecify.annotations.NullMarked;
