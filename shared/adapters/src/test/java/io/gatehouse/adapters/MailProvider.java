package io.gatehouse.adapters;

import io.gatehouse.adapters.mail.SesMailSender;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.localcloud.services.aws.Account;
import io.gatehouse.localcloud.services.aws.AwsServer;
import io.gatehouse.localcloud.services.aws.Mailbox;
import io.gatehouse.localcloud.services.aws.Secrets;
import io.gatehouse.localcloud.services.aws.Ses;
import java.net.URI;
import java.nio.file.Path;

/** SES for one test class: a mailbox, and the faults that a test asks for. */
public final class MailProvider implements AutoCloseable {
    public final Mailbox mailbox;
    public final Ses ses;
    private final AwsServer server;

    public MailProvider(Path folder) {
        this.mailbox = Mailbox.open(folder.resolve("mails.jsonl"));
        this.ses = new Ses(mailbox);
        this.server = AwsServer.start(ses, Secrets.open(folder.resolve("secrets.json")));
    }

    public SesMailSender sender() {
        return senderTo(server.endpoint());
    }

    /** A sender whose provider is at another endpoint. */
    public static SesMailSender senderTo(String endpoint) {
        System.setProperty("aws.endpointUrlSesV2", endpoint);
        System.setProperty("aws.region", Account.REGION);
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        return new SesMailSender(EmailAddress.parse("no-reply@example.com"), URI.create("https://app.example.com"));
    }

    @Override
    public void close() {
        ses.recover();
        server.close();
    }
}
