/** Operations: health, description, migrations, keys, accounts, the audit log. */
package io.gatehouse.operations;
