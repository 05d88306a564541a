package io.gatehouse.domain.limit;

import java.time.Duration;

/** A number of requests, at least 1, in any period. All of them may come at once. */
public record Quota(int requests, Duration period) {

    /** How long one request's share of the quota takes to come back. */
    public Duration interval() {
        return period.dividedBy(requests);
    }

    /** The same period with a part of the requests, at least one. */
    public Quota dividedBy(int parts) {
        return new Quota(Math.max(1, requests / parts), period);
    }
}
