/** Mail: requesting one, sending queued ones, sweeping the outbox. */
package io.gatehouse.mail;
