package io.gatehouse.users;

import io.gatehouse.web.testing.HandlersContract;

class HandlersTest extends HandlersContract {
    HandlersTest() {
        super(MeFunction.class);
    }
}
