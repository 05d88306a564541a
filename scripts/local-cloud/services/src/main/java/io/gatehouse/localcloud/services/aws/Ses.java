package io.gatehouse.localcloud.services.aws;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** SES v2's {@code SendEmail}: puts every mail into a mailbox, unless a test has asked for a fault. */
public final class Ses implements HttpService {
    private static final int HANG_SECONDS = 60;

    private final Mailbox mailbox;
    private @Nullable SesFault fault;
    private int faultsLeft;
    private CountDownLatch recovered = new CountDownLatch(1);

    public Ses(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** Makes the next {@code times} mails meet {@code fault}, whatever was asked for before. */
    public synchronized void fail(SesFault fault, int times) {
        recover();
        this.fault = fault;
        this.faultsLeft = times;
    }

    /** Ends all faults, and the hanging requests with status 503. */
    public synchronized void recover() {
        faultsLeft = 0;
        recovered.countDown();
        recovered = new CountDownLatch(1);
    }

    private synchronized @Nullable SesFault nextFault() {
        if (faultsLeft == 0) {
            return null;
        }
        faultsLeft--;
        return fault;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/v2/email/outbound-emails", this::sendEmail);
    }

    private void sendEmail(ServerRequest request, ServerResponse response) throws InterruptedException {
        var mail = SendEmailRequest.mail(AwsServer.body(request));
        switch (nextFault()) {
            case null -> mailbox.add(mail);
            case THROTTLED -> throw new AwsError(429, "TooManyRequestsException", "Maximum sending rate exceeded.");
            case REJECTED -> throw new AwsError(400, "MessageRejected", "Email address is not verified.");
            case FAILING -> throw new AwsError(500, "InternalFailure", "The service failed.");
            case HANGING -> hang();
            case ANSWER_LOST -> {
                mailbox.add(mail);
                hang();
            }
        }
        AwsServer.send(response, Map.of("MessageId", mail.id()));
    }

    private void hang() throws InterruptedException {
        CountDownLatch end;
        synchronized (this) {
            end = recovered;
        }
        var ignored = end.await(HANG_SECONDS, TimeUnit.SECONDS);
        throw new AwsError(503, "ServiceUnavailable", "The request hung.");
    }
}
