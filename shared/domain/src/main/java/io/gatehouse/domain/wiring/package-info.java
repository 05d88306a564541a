/** Where use cases are made of ports. */
package io.gatehouse.domain.wiring;
