package io.exposuremonitor.connectors.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.exposuremonitor.connectors.objects.TransferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileReadingTest {
  private static final WatchedPlace RULES =
      WatchedPlace.files("s3://bucket/rules", name -> name.endsWith(".yml"));

  @TempDir private Path folder;

  private final Bucket bucket = new Bucket();
  private final FileReading reading = new FileReading(this::open);
  private int opened;

  private ObjectFiles open() {
    opened++;
    return new ObjectFiles(bucket);
  }

  @Test
  void rereadsLocalFilesEachTime() throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yml"), "one");
    List<WatchedPlace> places = List.of(WatchedPlace.file(policy.toString()));
    assertThat(texts(reading.read(places))).containsExactly("one");

    Files.writeString(policy, "two");

    assertThat(texts(reading.read(places))).containsExactly("two");
  }

  @Test
  void readsMatchingFilesOfFolderInOrder() throws IOException {
    Files.createDirectories(folder.resolve("rules/more"));
    Files.writeString(folder.resolve("rules/b.yml"), "b");
    Files.writeString(folder.resolve("rules/more/c.yml"), "c");
    Files.writeString(folder.resolve("rules/a.yml"), "a");
    Files.writeString(folder.resolve("rules/notes.txt"), "no");

    Reading read =
        reading.read(
            List.of(
                WatchedPlace.files(
                    folder.resolve("rules").toString(), name -> name.endsWith(".yml"))));

    assertThat(texts(read)).containsExactly("a", "b", "c");
    assertThat(read.isFailed()).isFalse();
  }

  /** Kubernetes mounts files as links into a hidden folder that has the same files. */
  @Test
  void skipsHiddenFolders() throws IOException {
    Path mounted = Files.createDirectories(folder.resolve("rules/..2026_01_01"));
    Path git = Files.createDirectories(folder.resolve("rules/.github/workflows"));
    Files.writeString(mounted.resolve("a.yml"), "a");
    Files.writeString(git.resolve("build.yml"), "no");
    Files.createSymbolicLink(folder.resolve("rules/..data"), Path.of("..2026_01_01"));
    Files.createSymbolicLink(folder.resolve("rules/a.yml"), Path.of("..data/a.yml"));
    bucket.put("rules/b.yml", "b");
    bucket.put("rules/.github/workflows/build.yml", "no");

    Reading read =
        reading.read(
            List.of(
                RULES,
                WatchedPlace.files(
                    folder.resolve("rules").toString(), name -> name.endsWith(".yml"))));

    assertThat(texts(read)).containsExactly("b", "a");
  }

  @Test
  void reportsMissingPlace() {
    Reading read =
        reading.read(
            List.of(
                WatchedPlace.file("s3://bucket/policy.yml"),
                WatchedPlace.file(folder.resolve("none.yml").toString())));

    assertThat(read.isFailed()).isTrue();
    assertThat(read.failedPlace()).isEqualTo("s3://bucket/policy.yml");
    assertThat(read.failure()).isEqualTo("there is no such file or folder");
    assertThat(read.contents()).isEmpty();
  }

  @Test
  void transfersObjectAgainOnlyWhenItsTagChanges() {
    bucket.put("policy.yml", "one");
    List<WatchedPlace> places = List.of(WatchedPlace.file("s3://bucket/policy.yml"));
    assertThat(texts(reading.read(places))).containsExactly("one");
    assertThat(texts(reading.read(places))).containsExactly("one");
    assertThat(bucket.transferred).isEqualTo(1);

    bucket.put("policy.yml", "two");

    assertThat(texts(reading.read(places))).containsExactly("two");
    assertThat(bucket.transferred).isEqualTo(2);
    assertThat(bucket.held).isZero();
  }

  @Test
  void readsMatchingObjectsOfPrefixPageByPage() {
    bucket.put("rules/a.yml", "a");
    bucket.put("rules/more/b.yml", "b");
    bucket.put("rules/notes.txt", "no");
    bucket.put("rules-of-others/c.yml", "no");
    assertThat(texts(reading.read(List.of(RULES)))).containsExactly("a", "b");

    bucket.remove("rules/a.yml");

    assertThat(texts(reading.read(List.of(RULES)))).containsExactly("b");
    assertThat(bucket.transferred).isEqualTo(2);
  }

  @Test
  void forgetsTextsOfRemovedObjects() {
    bucket.put("rules/a.yml", "a");
    bucket.put("rules/b.yml", "b");
    reading.read(List.of(RULES));
    bucket.remove("rules/a.yml");
    reading.read(List.of(RULES));

    bucket.put("rules/a.yml", "a");

    assertThat(texts(reading.read(List.of(RULES)))).containsExactly("a", "b");
    assertThat(bucket.transferred).isEqualTo(3);
  }

  @Test
  void transfersObjectWithoutTagEachTime() {
    bucket.tagged = false;
    bucket.put("policy.yml", "one");
    List<WatchedPlace> places = List.of(WatchedPlace.file("s3://bucket/policy.yml"));
    assertThat(texts(reading.read(places))).containsExactly("one");

    bucket.put("policy.yml", "two");

    assertThat(texts(reading.read(places))).containsExactly("two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://bucket", "s3://bucket/", "s3://bucket/rules/", "s3://bucket/rules/a.yml"})
  void readsObjectsOfBucketFolderOrKey(String place) {
    bucket.put("rules/a.yml", "a");

    assertThat(texts(reading.read(List.of(WatchedPlace.files(place, name -> true)))))
        .containsExactly("a");
  }

  @Test
  void reportsOnlyTheErrorOfTheService() {
    bucket.failure =
        new TransferException(
            TransferException.Kind.REFUSED, "s3://bucket/policy.yml: AccessDenied", null);

    Reading read = reading.read(List.of(WatchedPlace.file("s3://bucket/policy.yml")));

    assertThat(read.failure()).isEqualTo("s3://bucket/policy.yml: AccessDenied");
  }

  @Test
  void rejectsOversizedFile() {
    bucket.put("policy.yml", "x".repeat(FileReading.MAX_CHARACTERS + 1));

    Reading read = reading.read(List.of(WatchedPlace.file("s3://bucket/policy.yml")));

    assertThat(read.failure()).contains("more than");
  }

  @Test
  void rejectsFilesThatAreTooLargeTogether() {
    String half = "x".repeat(FileReading.MAX_CHARACTERS / 2);
    bucket.put("rules/a.yml", half);
    bucket.put("policy.yml", half);
    List<WatchedPlace> places = List.of(RULES, WatchedPlace.file("s3://bucket/policy.yml"));
    assertThat(reading.read(places).isFailed()).isFalse();

    bucket.put("policy.yml", half + "x");

    assertThat(reading.read(places).failure()).contains("more than").contains("in all");
  }

  @Test
  void stopsReadingObjectsOnceTheyAreTooLargeTogether() {
    String third = "x".repeat(FileReading.MAX_CHARACTERS / 3 + 1);
    for (int i = 0; i < 9; i++) {
      bucket.put("rules/" + i + ".yml", third);
    }

    assertThat(reading.read(List.of(RULES)).failure()).contains("more than").contains("in all");
    assertThat(bucket.transferred).isEqualTo(3);
    assertThat(bucket.listed).as("and stops listing").isEqualTo(3);
    assertThat(bucket.held).isZero();
  }

  @Test
  void recoversOnceThereIsLess() {
    String half = "x".repeat(FileReading.MAX_CHARACTERS / 2);
    bucket.put("rules/a.yml", half);
    bucket.put("rules/b.yml", half + "x");
    assertThat(reading.read(List.of(RULES)).isFailed()).isTrue();

    bucket.put("rules/b.yml", half);

    assertThat(texts(reading.read(List.of(RULES)))).containsExactly(half, half);
    assertThat(bucket.transferred).isEqualTo(3);
  }

  @Test
  void stopsReadingFolderOnceItIsTooLarge() throws IOException {
    String half = "x".repeat(FileReading.MAX_CHARACTERS / 2 + 1);
    for (String name : List.of("a.yml", "b.yml")) {
      Files.writeString(folder.resolve(name), half);
    }
    Files.writeString(folder.resolve("c.yml"), half + half);
    WatchedPlace all = WatchedPlace.files(folder.toString(), name -> true);

    assertThat(reading.read(List.of(all)).failure())
        .as("the third file, too large by itself, is not read")
        .endsWith("in all");
    assertThatThrownBy(() -> reading.read(all)).hasMessageEndingWith("in all");
  }

  @Test
  void rejectsFileWithoutEnd() {
    Path endless = Path.of("/dev/zero");
    assumeThat(endless).exists();

    assertThat(reading.read(List.of(WatchedPlace.file(endless.toString()))).failure())
        .startsWith("a file of more than");
  }

  @Test
  void opensNoClientOnceItIsClosed() {
    reading.close();

    assertThat(reading.read(List.of(RULES)).isFailed()).isTrue();
    assertThat(opened).isZero();
  }

  private static List<String> texts(Reading read) {
    return read.contents().stream()
        .flatMap(content -> content.files().stream())
        .map(WatchedFile::text)
        .toList();
  }
}
