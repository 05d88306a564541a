package io.gatehouse.adapters.aws;

import io.gatehouse.domain.basics.TimeBudget;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Builds clients of AWS's services. Region, credentials and endpoints come from the environment, as the SDK finds them.
 */
public final class AwsClients {

    static {
        // The Lambda runtime allows TLS 1.0 and 1.1 again, process-wide.
        System.setProperty("https.protocols", "TLSv1.3,TLSv1.2");
    }

    private AwsClients() {}

    /**
     * A client over {@link java.net.HttpURLConnection} that gives up in time. Building it touches no network.
     *
     * @param builder with whatever else the client needs
     * @param call how long a call may take, retries included
     * @param attempt how long one attempt of it may take
     */
    public static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C build(
            B builder, Duration call, Duration attempt) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(attempt)
                        .socketTimeout(attempt))
                .overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .apiCallTimeout(call)
                        .apiCallAttemptTimeout(attempt)
                        .build())
                .build();
    }

    /**
     * Lets a call take no longer than the work's time limit allows.
     *
     * @param dependency its name when it is unavailable
     * @param most as long as it may take at most
     */
    public static AwsRequestOverrideConfiguration inTime(String dependency, Duration most) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(Duration.ofMillis(TimeBudget.millisFor(dependency, most)))
                .build();
    }
}
