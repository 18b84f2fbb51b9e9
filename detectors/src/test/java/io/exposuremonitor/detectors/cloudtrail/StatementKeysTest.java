package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.exposuremonitor.detectors.activity.Activity;
import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementKeysTest {
  private static final KeyHasher HASHER = KeyHasher.of(new byte[] {1, 2, 3});

  private static long[] keysOf(String statement) {
    Request.Part part = new Request().part("t");
    StatementKeys.addTo(part, statement, HASHER);
    return part.keys();
  }

  /** Hashes of pairs such as {@code id=7}. */
  private static long[] hashes(String pairs) {
    return pairs.isEmpty()
        ? new long[0]
        : Arrays.stream(pairs.split(";", -1))
            .map(pair -> pair.split("=", 2))
            .flatMapToLong(pair -> LongStream.of(HASHER.hashAttribute(pair[0], pair[1])))
            .toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT * FROM t WHERE id = 'C-17'                         | id=C-17",
        "select * from \"t\" where \"id\"='C-17' and \"at\" = 5       | id=C-17;at=5",
        "SELECT * FROM t WHERE 'C-17' = id                         | id=C-17",
        "SELECT * FROM t x WHERE x.id = -7                         | id=-7",
        "SELECT * FROM t WHERE x = 1.5                             | x=1.5",
        "SELECT * FROM t WHERE id IN ['a', 'b']                    | id=a;id=b",
        "SELECT * FROM t WHERE id in ('a',2) OR x = 1              | id=a;id=2;x=1",
        "UPDATE t SET v = 1 WHERE id = 'it''s'                     | id=it's",
        "DELETE FROM t WHERE id = 'a' RETURNING ALL OLD *          | id=a",
        "SELECT * FROM t /* it's WHERE */ WHERE id = 'a'            | id=a",
        "SELECT * FROM t WHERE id = /* ' */ 'a' /**/ AND x = 'b'   | id=a;x=b",
        "SELECT * FROM t WHERE user_id = 'a'                       | user_id=a",
        "SELECT * FROM t x WHERE 'C-17' = x.id                     | id=C-17",
        "SELECT * FROM t WHERE id IN ? AND x = 'b'                 | x=b",
        "UPDATE t SET v = 'where', w = 5 WHERE id = 'a'            | id=a",
        "SELECT * FROM t WHERE size(x) = 5 OR size(x) IN [6]       | ~~",
        "SELECT * FROM t WHERE 5 -- AND id = 'b'                   | ~~",
        "SELECT * FROM t /* WHERE id = 'a'                         | ~~",
        "SELECT * FROM t WHERE id >= 'a' AND x <= 5 AND y <> 3     | ~~",
        "SELECT * FROM t WHERE id = ? AND x = ***(Redacted)        | ~~",
        "SELECT * FROM t WHERE id = 'cut of                        | ~~",
        "SELECT * FROM t WHERE id = other AND begins_with(id, 'a') | ~~",
        "SELECT 'WHERE id = 1' FROM t                              | ~~",
        "SELECT * FROM t                                           | ~~"
      })
  void hashesAttributesComparedByEquality(String statement, String pairs) {
    assertThat(keysOf(statement)).isEqualTo(hashes(pairs));
  }

  @Test
  void aCommentEndsWithItsLine() {
    assertThat(keysOf("SELECT * FROM t -- it's WHERE\nWHERE id = 'a'")).isEqualTo(hashes("id=a"));
  }

  @Test
  void acceptsAnyWhiteSpace() {
    assertThat(keysOf("SELECT * FROM t\r\nWHERE\tid\n=\n'a'")).isEqualTo(hashes("id=a"));
  }

  @Test
  void hashesLikeItemKeys() {
    Activity read =
        Decoded.record(
                RecordJson.onMusic(
                        "GetItem", "{\"tableName\":\"Music\",\"key\":{\"Artist\":\"No One\"}}")
                    .toString())
            .activity();
    Activity queried =
        Decoded.record(
                RecordJson.onMusic(
                        "ExecuteStatement",
                        "{\"statement\":\"SELECT * FROM Music WHERE Artist = 'No One'\"}")
                    .toString())
            .activity();

    assertThat(queried.keys()).isEqualTo(read.keys()).hasSize(1);
  }

  @Test
  void limitsPairsPerStatement() {
    assertThat(keysOf("SELECT * FROM t WHERE " + "id = 1 OR ".repeat(5_000) + "id = 2"))
        .hasSize(100);
    assertThat(keysOf("SELECT * FROM t WHERE id IN [" + "1,".repeat(5_000) + "2]")).hasSize(100);
  }

  @Property(tries = 500)
  void readsAnythingWithoutAnException(@ForAll String text) {
    assertThatCode(() -> keysOf("SELECT * FROM t WHERE id = " + text)).doesNotThrowAnyException();
    assertThatCode(() -> keysOf(text)).doesNotThrowAnyException();
  }
}
