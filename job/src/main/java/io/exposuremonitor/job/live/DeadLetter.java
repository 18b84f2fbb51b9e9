package io.exposuremonitor.job.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.exposuremonitor.job.element.SkippedInput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Writes a dead letter as one line of JSON: what could not be used, where it can be found again,
 * and why. Leaves out the content, since it may hold items.
 */
final class DeadLetter {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private DeadLetter() {}

  static String line(SkippedInput skipped) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("source", skipped.source());
      json.writeStringField("scope", skipped.scope().name().toLowerCase(Locale.ROOT));
      json.writeStringField("reason", skipped.reasonName());
      json.writeStringField("detail", skipped.detail());
      json.writeBooleanField("loss", skipped.isLoss());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can't fail to be written to", e);
    }
    return out.toString();
  }
}
