/** What tests of every module run on: ports in memory, a clock that can be set, things to store. */
package io.gatehouse.domain.testing;
