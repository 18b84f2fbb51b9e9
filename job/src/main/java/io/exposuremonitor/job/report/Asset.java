package io.exposuremonitor.job.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A style sheet or script packaged with this class and embedded into the page.
 *
 * @param text its content
 * @param hash its source expression in a content security policy, quoted
 */
record Asset(String text, String hash) {

  /**
   * Reads an asset.
   *
   * @throws IllegalStateException when it is missing, which is a packaging error
   */
  static Asset of(String name) {
    try (InputStream in = Asset.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      byte[] content = in.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      String hash = "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
      return new Asset(new String(content, UTF_8), hash);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
