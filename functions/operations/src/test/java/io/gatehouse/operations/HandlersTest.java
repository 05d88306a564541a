package io.gatehouse.operations;

import io.gatehouse.web.testing.HandlersContract;

class HandlersTest extends HandlersContract {
    HandlersTest() {
        super(HealthFunction.class);
    }
}
