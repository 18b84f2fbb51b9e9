package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.dynamodbstreams.TableSelection.Tagged;
import io.exposuremonitor.connectors.stream.StreamException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/**
 * Which tables have the tag. Answers are cached for a while: the service allows ten calls a second,
 * and an account may have thousands of tables. For one thread at a time.
 */
final class TableTags {
  /** How long an answer is cached. */
  static final Duration KEPT = Duration.ofMinutes(10);

  private record Answer(boolean tagged, Instant until) {}

  private final StreamsApi api;
  private final Tagged wanted;
  private final InstantSource clock;
  private final Map<String, Answer> answers = new HashMap<>();

  TableTags(StreamsApi api, Tagged wanted, InstantSource clock) {
    this.api = api;
    this.wanted = wanted;
    this.clock = clock;
  }

  boolean tagged(String tableArn) throws StreamException {
    Answer known = answers.get(tableArn);
    Instant now = clock.instant();
    if (known != null && now.isBefore(known.until())) {
      return known.tagged();
    }
    boolean tagged = ask(tableArn);
    answers.put(tableArn, new Answer(tagged, now.plus(KEPT)));
    return tagged;
  }

  private boolean ask(String tableArn) throws StreamException {
    String token = null;
    do {
      ListTagsOfResourceResponse page = page(tableArn, token);
      if (page.tags().stream().anyMatch(this::matches)) {
        return true;
      }
      token = page.nextToken();
    } while (token != null);
    return false;
  }

  private ListTagsOfResourceResponse page(String tableArn, @Nullable String token)
      throws StreamException {
    return StreamsErrors.translate(tableArn, () -> api.tags(tableArn, token));
  }

  private boolean matches(Tag tag) {
    return tag.key().equals(wanted.key())
        && (wanted.value() == null || wanted.value().equals(tag.value()));
  }
}
