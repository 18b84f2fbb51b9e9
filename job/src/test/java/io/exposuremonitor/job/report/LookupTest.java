package io.exposuremonitor.job.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passes the command that the page prints for looking up an event to a shell. */
class LookupTest {
  private static final String RECORD = "{\"eventID\":\"%s\",\"eventName\":\"%s\"}";

  @TempDir private Path folder;

  @Test
  void findsEventInCompressedAndPlainFilesInAnyEnvelope() throws Exception {
    for (String program : List.of("jq", "gzip", "find", "xargs")) {
      assumeTrue(
          isOnPath(program), "NOT TESTED: looking up an event, since there is no " + program);
    }
    Path logs = folder.resolve("it's AWSLogs");
    Path day =
        Files.createDirectories(logs.resolve("111122223333/CloudTrail/eu-west-1/2026/03/03"));
    writeCompressed(day.resolve("a.json.gz"), "{\"Records\":[" + record("wanted", "Packed") + "]}");
    Files.writeString(day.resolve("b.json"), "[" + record("wanted", "Listed") + "]");
    Files.writeString(
        day.resolve("c.jsonl"),
        "{\"source\":\"aws.dynamodb\",\"detail\":"
            + record("wanted", "Enveloped")
            + "}\n"
            + record("wanted", "Alone")
            + "\n"
            + record("other", "Unwanted"));
    Files.writeString(day.resolve("LICENSE"), "not JSON");

    String found = run(command("'" + logs.toString().replace("'", "'\\''") + "'"));

    assertThat(found.lines())
        .hasSize(4)
        .allMatch(line -> line.contains("wanted"))
        .anyMatch(line -> line.contains("Packed"))
        .anyMatch(line -> line.contains("Listed"))
        .anyMatch(line -> line.contains("Enveloped"))
        .anyMatch(line -> line.contains("Alone"));
  }

  private static String command(String logs) {
    ReportData example = ExampleReports.twoDays();
    ReportData data =
        new ReportData(
            example.title(),
            example.inputs(),
            example.checks(),
            example.findings(),
            Map.of(),
            List.of(),
            0,
            new ReportData.Run(0, "1", "replay", logs));
    String page = HtmlReport.render(data);
    String start = "<pre class=files>";
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf("</pre>", from))
        .replace("&#39;", "'")
        .replace("EVENT_ID", "wanted");
  }

  private String run(String command) throws Exception {
    Path out = folder.resolve("out");
    Process shell =
        new ProcessBuilder("sh", "-c", command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).isZero();
    return Files.readString(out);
  }

  private static String record(String id, String name) {
    return RECORD.formatted(id, name);
  }

  private static void writeCompressed(Path file, String text) throws Exception {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
