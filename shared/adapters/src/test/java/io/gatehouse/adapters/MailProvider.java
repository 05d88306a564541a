package io.gatehouse.adapters;

import io.gatehouse.adapters.config.MailSettings;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.adapters.mail.SesMailSender;
import io.gatehouse.localcloud.services.aws.AwsAccount;
import io.gatehouse.localcloud.services.aws.AwsServer;
import io.gatehouse.localcloud.services.aws.Mailbox;
import io.gatehouse.localcloud.services.aws.Secrets;
import io.gatehouse.localcloud.services.aws.Ses;
import java.nio.file.Path;
import java.util.Map;

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
        System.setProperty("aws.region", AwsAccount.REGION);
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        return new SesMailSender(settings("Gatehouse"));
    }

    /** @param appName what mails call the application */
    public static MailSettings settings(String appName) {
        return Settings.read(
                        Map.of(
                                "MAIL_FROM", "Gatehouse <no-reply@example.com>",
                                "APP_NAME", appName,
                                "APP_URL", "https://app.example.com",
                                "MAIL_ACCENT_COLOR", "#2456d6",
                                "MAIL_BACKGROUND_COLOR", "#f3f4f6"),
                        Settings.MAILS)
                .get(Settings.MAILS);
    }

    @Override
    public void close() {
        ses.recover();
        server.close();
    }
}
