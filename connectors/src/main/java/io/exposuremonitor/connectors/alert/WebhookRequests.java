package io.exposuremonitor.connectors.alert;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook. Each request is signed: {@code X-Exposure-Signature} is {@code t=SECONDS,v1=HEX},
 * where the signature is the HMAC-SHA256, with the shared secret, of the seconds, a dot and the
 * body. A receiver that rejects old seconds is safe from replayed requests. {@code Idempotency-Key}
 * is the same for all attempts to send a letter.
 */
final class WebhookRequests implements Requests {
  private static final String HMAC = "HmacSHA256";
  private static final int MIN_SECRET_LENGTH = 16;

  private final URI url;
  private final byte[] secret;

  /**
   * @throws IllegalArgumentException when the secret is too short
   */
  WebhookRequests(URI url, String secret) {
    if (secret.length() < MIN_SECRET_LENGTH) {
      throw new IllegalArgumentException(
          "the secret that signs a webhook must have at least "
              + MIN_SECRET_LENGTH
              + " characters");
    }
    this.url = url;
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public HttpRequest.Builder of(Letter letter, Instant now) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", letter.key() + ':' + letter.revision() + ':' + letter.kind())
        .header(
            "X-Exposure-Signature",
            "t=" + now.getEpochSecond() + ",v1=" + signature(now.getEpochSecond(), letter.body()))
        .POST(BodyPublishers.ofString(letter.body()));
  }

  private String signature(long seconds, String body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      mac.update((Long.toString(seconds) + '.').getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", impossible);
    }
  }
}
