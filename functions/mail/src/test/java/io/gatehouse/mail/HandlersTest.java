package io.gatehouse.mail;

import io.gatehouse.web.testing.HandlersContract;

class HandlersTest extends HandlersContract {
    HandlersTest() {
        super(SendEmailFunction.class);
    }
}
