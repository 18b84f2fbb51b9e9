package io.exposuremonitor.connectors.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Compares with Signature Version 4 computed step by step as in AWS's general reference. */
class SignerTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String HOST = "aps-workspaces.eu-west-1.amazonaws.com";
  private static final String PATH = "/workspaces/ws-1234/api/v1/remote_write";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:34:56Z"), ZoneOffset.UTC);

  @Test
  void signsForManagedPrometheus() throws GeneralSecurityException {
    Signer signer =
        new Signer(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create("AKIDEXAMPLE", SECRET, "session-token")),
            "eu-west-1",
            CLOCK);
    byte[] body = {1, 2, 3};

    Map<String, List<String>> headers =
        signer.sign(
            URI.create("https://" + HOST + PATH),
            Map.of("Content-Type", "application/x-protobuf", "Content-Encoding", "snappy"),
            body);

    String authorization = headers.get("Authorization").get(0);
    String names = authorization.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1");
    assertThat(headers)
        .containsEntry("X-Amz-Date", List.of("20260301T123456Z"))
        .containsEntry("X-Amz-Security-Token", List.of("session-token"))
        .doesNotContainKey("Host");
    assertThat(authorization)
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-1/aps/aws4_request,")
        .endsWith("Signature=" + signature(names, headers, body));
    assertThat(names.split(";", -1))
        .contains("host", "content-type", "content-encoding", "x-amz-security-token");
  }

  private static String signature(String names, Map<String, List<String>> headers, byte[] body)
      throws GeneralSecurityException {
    Map<String, String> values = new TreeMap<>();
    headers.forEach((name, list) -> values.put(name.toLowerCase(Locale.ROOT), list.get(0)));
    values.put("host", HOST);
    StringBuilder request = new StringBuilder("POST\n" + PATH + "\n\n");
    for (String name : names.split(";", -1)) {
      request.append(name).append(':').append(values.get(name)).append('\n');
    }
    request.append('\n').append(names).append('\n').append(sha256(body));
    String text =
        "AWS4-HMAC-SHA256\n20260301T123456Z\n20260301/eu-west-1/aps/aws4_request\n"
            + sha256(request.toString().getBytes(StandardCharsets.UTF_8));
    byte[] key = hmac(("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8), "20260301");
    for (String part : List.of("eu-west-1", "aps", "aws4_request")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, text));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void findsRegionOfManagedWorkspace() {
    assertThat(RemoteWriteSettings.managedRegion(URI.create("https://" + HOST + PATH)))
        .isEqualTo("eu-west-1");
    assertThat(RemoteWriteSettings.managedRegion(URI.create("https://prometheus.example.com/x")))
        .isNull();
  }
}
