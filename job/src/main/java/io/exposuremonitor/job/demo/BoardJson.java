package io.exposuremonitor.job.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.text.EnumNames;
import io.exposuremonitor.job.ocsf.Arn;
import io.exposuremonitor.job.report.Units;
import io.exposuremonitor.job.simulation.ExpectedFinding;
import io.exposuremonitor.job.simulation.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** The content of the page as JSON. Texts are not escaped for HTML; the page does that. */
final class BoardJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /**
   * The options of the demo.
   *
   * @param scenario the scenario
   * @param speed speed of the story
   * @param seed seed of everything random
   * @param metrics address of the metrics
   * @param dashboards address of the dashboards, or empty if they are not shown
   */
  record Setting(Scenario scenario, double speed, long seed, String metrics, String dashboards) {}

  private final Setting setting;
  private final Board board;
  private final Ledger ledger;
  private final Trail trail;
  private final Verdict verdict;
  private final StoryClock clock;

  BoardJson(Setting setting, Board board, Ledger ledger, Trail trail, StoryClock clock) {
    this.setting = setting;
    this.board = board;
    this.ledger = ledger;
    this.trail = trail;
    this.clock = clock;
    verdict = new Verdict(board, ledger);
  }

  /**
   * The current content.
   *
   * @param job state of the monitor's job
   * @param engine address of Flink's web interface, or empty before it starts
   */
  String write(String job, String engine) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      setting(json);
      verdict(json);
      acts(json);
      IncidentJson.write(board, json);
      findings(json);
      taken(json);
      tables(json);
      json.writeStringField("engine", engine);
      state(json, job);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can't fail to be written to", e);
    }
    return out.toString();
  }

  private void setting(JsonGenerator json) throws IOException {
    json.writeStringField("scenario", EnumNames.lowerCase(setting.scenario()));
    json.writeNumberField("speed", setting.speed());
    json.writeNumberField("seed", setting.seed());
    json.writeStringField("metrics", setting.metrics());
    json.writeStringField("dashboards", setting.dashboards());
    json.writeNumberField("elapsed", clock.elapsed().toMillis());
  }

  private void verdict(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("verdict");
    json.writeStringField("level", verdict.worst().map(Level::word).orElse("none"));
    json.writeStringField("headline", verdict.headline());
    json.writeStringField("who", verdict.who().orElse(""));
    json.writeArrayFieldStart("taken");
    for (String line : verdict.taken()) {
      json.writeString(line);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void acts(JsonGenerator json) throws IOException {
    List<Board.Deed> deeds = board.deeds();
    json.writeArrayFieldStart("acts");
    for (Act act : setting.scenario().acts()) {
      json.writeStartObject();
      json.writeStringField("id", act.name());
      json.writeStringField("title", act.title());
      json.writeStringField("detail", act.detail());
      json.writeNumberField("due", clock.real(act.at()).toMillis());
      json.writeArrayFieldStart("expected");
      for (ExpectedFinding expected : act.expected()) {
        json.writeString(expected.analytic());
      }
      json.writeEndArray();
      for (Board.Deed deed : deeds) {
        if (deed.act() == act) {
          json.writeNumberField("began", deed.began().toMillis());
          if (deed.ended().isPresent()) {
            json.writeNumberField("ended", deed.ended().get().toMillis());
          }
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("batches");
    for (Duration batch : board.batches()) {
      json.writeNumber(batch.toMillis());
    }
    json.writeEndArray();
  }

  private void findings(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("findings");
    for (Board.Raised raised : board.raised()) {
      Finding finding = raised.finding();
      json.writeStartObject();
      json.writeStringField("uid", finding.uid());
      json.writeStringField("level", finding.level().word());
      json.writeStringField("id", finding.analytic().id());
      json.writeStringField("title", finding.analytic().title());
      json.writeStringField("message", Brief.of(finding.message()));
      json.writeStringField("actor", finding.actor().id());
      json.writeStringField("resource", finding.resource());
      json.writeStringField("guide", finding.analytic().guide());
      json.writeNumberField("raised", raised.raised().toMillis());
      if (raised.deed().isPresent() && raised.after().isPresent()) {
        json.writeStringField("act", raised.deed().get().act().name());
        json.writeNumberField("after", raised.after().get().toMillis());
      }
      json.writeArrayFieldStart("origins");
      for (var origin : finding.evidence().origins()) {
        json.writeString(
            origin.sourceIp() + ", key " + origin.accessKeyId() + ", " + origin.userAgent());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("events");
      for (String id : finding.evidence().eventIds()) {
        json.writeString(id);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void taken(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("taken");
    for (Ledger.Taken taken : ledger.taken()) {
      json.writeStartObject();
      json.writeStringField("who", Arn.of(taken.actor()).name());
      json.writeBooleanField("thief", taken.actor().equals(Company.INTRUDER.id()));
      json.writeStringField("table", taken.table());
      json.writeNumberField("calls", taken.calls());
      json.writeNumberField("items", taken.items());
      json.writeNumberField("distinct", taken.distinct());
      json.writeStringField("size", Units.bytes(taken.bytes()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void tables(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("tables");
    for (Table table : Company.TABLES) {
      json.writeStartObject();
      json.writeStringField("name", table.name());
      json.writeNumberField("seeded", table.items());
      json.writeNumberField("changes", ledger.changes(table.name()));
      json.writeBooleanField("streamed", table.streamed());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void state(JsonGenerator json, String job) throws IOException {
    json.writeObjectFieldStart("state");
    json.writeStringField("job", job);
    json.writeNumberField("records", trail.records());
    json.writeNumberField("files", trail.files());
    json.writeNumberField("unseen", trail.unseen());
    json.writeEndObject();
  }
}
