package io.gatehouse.auth;

import io.gatehouse.web.testing.HandlersContract;

class HandlersTest extends HandlersContract {
    HandlersTest() {
        super(LoginFunction.class);
    }
}
