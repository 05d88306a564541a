package io.gatehouse.adapters.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailMessageTest {
    private static final String ID = "019ab2c4-5e01-7a2b-8c3d-4e5f60718294";

    @Test
    void messageIsReadAsItWasWritten() {
        var message = new MailMessage(UUID.fromString(ID));
        assertThat(message.body()).isEqualTo("{\"mailId\":\"" + ID + "\"}");
        assertThat(MailMessage.parse(message.body())).contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " {\"mailId\":\"" + ID + "\"}\n",
                "{ \"mailId\" : \"" + ID + "\" }",
                "{\"\\u006dailId\":\"" + ID + "\"}"
            })
    void sameJsonInAnotherFormIsTheSameMessage(String body) {
        assertThat(MailMessage.parse(body)).contains(new MailMessage(UUID.fromString(ID)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"" + ID + "\"",
                "[\"" + ID + "\"]",
                "{}",
                "{\"mailId\":null}",
                "{\"mailId\":7}",
                "{\"mailId\":\"\"}",
                "{\"mailId\":\"1-1-1-1-1\"}",
                "{\"mailId\":\" " + ID + "\"}",
                "{\"mailId\":\"" + ID + "\",\"more\":1}",
                "{\"mailId\":\"" + ID + "\",\"mailId\":\"" + ID + "\"}",
                "{\"mailId\":\"" + ID + "\"} {}",
                "{\"mailId\":\"" + ID + "\"",
                "{\"mailid\":\"" + ID + "\"}",
                "{\"mailId\":[\"" + ID + "\"]}",
                "{'mailId':'" + ID + "'}"
            })
    void anyOtherTextIsNoMessage(String body) {
        assertThat(MailMessage.parse(body)).isEmpty();
    }
}
