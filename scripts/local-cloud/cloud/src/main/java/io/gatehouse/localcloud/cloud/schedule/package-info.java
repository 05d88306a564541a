/** Schedules as EventBridge reads them: {@code rate(…)} and {@code cron(…)}. */
@NullMarked
package io.gatehouse.localcloud.cloud.schedule;

import org.jspecify.annotations.NullMarked;
