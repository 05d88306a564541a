/** Schedules as EventBridge reads them: {@code rate(…)} and {@code cron(…)}. */
@NullMarked
package io.gatehouse.localcloud.schedule;

import org.jspecify.annotations.NullMarked;
