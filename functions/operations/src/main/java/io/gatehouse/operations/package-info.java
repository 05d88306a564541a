/** What whoever runs the service needs: health, description, migrations, keys, accounts. */
@NullMarked
package io.gatehouse.operations;

import org.jspecify.annotations.NullMarked;
