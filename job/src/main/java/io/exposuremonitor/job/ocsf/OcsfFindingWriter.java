package io.exposuremonitor.job.ocsf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.exposuremonitor.detectors.finding.Finding;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes findings as OCSF {@value #SCHEMA} Detection Findings (class 2004), one JSON object per
 * line, with fields in a fixed order: equal findings give equal lines.
 *
 * <p>The {@code cloud} profile adds {@code cloud} to this class of event, the {@code host} profile
 * adds {@code actor}. {@code status_id} stays New, because the monitor does not know whether a
 * person has looked. Everything outside ASCII is escaped, so that a line separator in a user agent
 * cannot split a line.
 *
 * <p>A dry run is not an alert. It is marked with {@code "unmapped":{"stage":"dry-run"}}, because
 * the class has no attribute for it.
 *
 * <p>Immutable and thread-safe.
 */
public final class OcsfFindingWriter implements Serializable {
  /** The schema version that the lines conform to. */
  public static final String SCHEMA = "1.5.0";

  private static final long serialVersionUID = 1L;
  private static final Caption CATEGORY = new Caption(2, "Findings");
  private static final Caption CLASS = new Caption(2004, "Detection Finding");
  private static final Caption NEW = new Caption(1, "New");
  private static final String OVER =
      "The episode is over: nothing more was seen for the quiet time.";
  private static final String DRY_RUN = "Dry run: its detection is only tried out.";
  private static final int EXPECTED_LENGTH = 4096;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private final String programVersion;

  /**
   * @param programVersion this program's version, for {@code metadata.product.version}
   */
  public OcsfFindingWriter(String programVersion) {
    this.programVersion = programVersion;
  }

  /** The finding as one line of JSON, without a line end. */
  public String line(Finding finding) {
    StringWriter out = new StringWriter(EXPECTED_LENGTH);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      write(finding, new JsonFields(json));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can't fail to be written to", e);
    }
    return out.toString();
  }

  private void write(Finding finding, JsonFields json) throws IOException {
    Caption activity = Caption.of(finding.phase());
    json.caption("activity_id", "activity_name", activity);
    json.caption("category_uid", "category_name", CATEGORY);
    json.caption("class_uid", "class_name", CLASS);
    json.number("type_uid", CLASS.id() * 100L + activity.id());
    json.text("type_name", CLASS.text() + ": " + activity.text());
    json.number("time", finding.time());
    json.number("start_time", finding.start());
    json.number("end_time", finding.end());
    json.caption("severity_id", "severity", Caption.of(finding.level()));
    json.caption("confidence_id", "confidence", Caption.of(finding.confidence()));
    status(finding, json);
    json.text("message", finding.message());
    json.object("finding_info", () -> FindingInfo.write(finding, json));
    json.object("actor", () -> ActorFields.actor(finding.actor(), json));
    json.object("cloud", () -> ResourceFields.cloud(finding, json));
    ResourceFields.resources(finding.resource(), json);
    json.array("evidences", () -> EvidenceFields.write(finding, json));
    json.object("remediation", () -> remediation(finding, json));
    json.object("metadata", () -> metadata(finding, activity.id(), json));
    if (finding.dryRun()) {
      json.object("unmapped", () -> json.text("stage", "dry-run"));
    }
  }

  private static void status(Finding finding, JsonFields json) throws IOException {
    json.caption("status_id", "status", NEW);
    boolean over = finding.phase() == Finding.Phase.CLOSED;
    if (finding.dryRun()) {
      json.text("status_detail", over ? OVER + ' ' + DRY_RUN : DRY_RUN);
    } else if (over) {
      json.text("status_detail", OVER);
    }
    json.flag("is_alert", !over && !finding.dryRun());
  }

  private static void remediation(Finding finding, JsonFields json) throws IOException {
    Remediation remediation = Remediations.shipped().of(finding.analytic(), finding.actor());
    json.text("desc", remediation.description());
    json.texts("references", remediation.references());
  }

  private void metadata(Finding finding, int activity, JsonFields json) throws IOException {
    json.text("version", SCHEMA);
    json.text("uid", finding.uid() + ':' + activity + ':' + finding.time());
    json.text("event_code", finding.analytic().id());
    json.texts("profiles", List.of("cloud", "host"));
    json.object(
        "product",
        () -> {
          json.text("name", "DynamoDB exposure monitor");
          json.text("vendor_name", "Exposure Monitor");
          json.text("version", programVersion);
        });
  }
}
