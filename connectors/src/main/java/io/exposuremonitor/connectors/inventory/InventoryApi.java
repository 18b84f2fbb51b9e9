package io.exposuremonitor.connectors.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Port to the calls for one account and region. All calls block, and throw the SDK's exceptions;
 * they return null when an answer lacks the requested part.
 */
interface InventoryApi extends AutoCloseable {
  /** A page of table names. */
  ListTablesResponse tables(@Nullable String after);

  /** A table's description. */
  @Nullable TableDescription describe(String table);

  /** Whether point-in-time recovery is on. */
  @Nullable PointInTimeRecoveryStatus pointInTimeRecovery(String table);

  /** ARNs of the Kinesis streams that receive a table's changes, or are about to. */
  List<String> kinesisDestinations(String table);

  /** The resource policy of a table or stream, as JSON; empty when there is none. */
  String resourcePolicy(String arn);

  /** The manager of a key: {@code AWS} or {@code CUSTOMER}. */
  @Nullable String keyManager(String keyArn);

  /** Trails that record the region, including those of other regions and of the organisation. */
  List<Trail> trails();

  /** Whether a trail is logging. */
  @Nullable Boolean logging(String trailArn);

  /** The event selectors of a trail. */
  GetEventSelectorsResponse selectors(String trailArn);

  @Override
  void close();
}
