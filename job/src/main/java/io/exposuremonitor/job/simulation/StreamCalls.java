package io.exposuremonitor.job.simulation;

import java.util.SplittableRandom;

/** Ordinary reads of change streams by functions, replication and Kinesis applications. */
final class StreamCalls {
  private static final Api GET_RECORDS = Api.read("GetRecords");
  private static final Api GET_SHARD_ITERATOR = Api.read("GetShardIterator");
  private static final Api KINESIS_GET_RECORDS = Api.data("kinesis", "GetRecords", true);
  private static final int ITERATOR_LENGTH = 640;

  private final Population population;
  private final SplittableRandom random;

  StreamCalls(Population population, SplittableRandom random) {
    this.population = population;
    this.random = random;
  }

  /** A read of a DynamoDB stream: four out of five by a function, the others by replication. */
  Call tableStream() {
    Population.Service service = population.streamedService(random);
    Table table = service.tables().get(0);
    Caller caller =
        random.nextInt(5) > 0 ? function(service) : AwsServices.replication(table.account());
    JsonText parameters = new JsonText().object();
    if (random.nextInt(20) > 0) {
      parameters.field("shardIterator", table.streamArn() + "|1|" + iterator());
      return Call.onItems(caller, GET_RECORDS, table, parameters.endObject());
    }
    parameters.field("streamArn", table.streamArn());
    parameters.field("shardId", "shardId-00000001763" + Hash.hex(random.nextLong(), 9));
    parameters.field("shardIteratorType", "AFTER_SEQUENCE_NUMBER");
    parameters.field("sequenceNumber", "8400000000" + Math.abs(random.nextInt()));
    return Call.onItems(caller, GET_SHARD_ITERATOR, table, parameters.endObject());
  }

  /** A read of a Kinesis stream by a consumer application. */
  Call kinesisStream() {
    Population.Service service = population.anyService(random);
    Caller owner = service.caller();
    String region = service.reference().region();
    Caller caller =
        Caller.role(
            Caller.Kind.POD,
            owner.account(),
            "prod-change-projector-" + service.number() % 5,
            3,
            UserAgents.KINESIS_CLIENT);
    String stream =
        "arn:aws:kinesis:"
            + region
            + ':'
            + owner.account()
            + ":stream/prod-changes-"
            + service.number() % 5;
    JsonText parameters = new JsonText().object().field("shardIterator", iterator());
    parameters.field("streamARN", stream).field("limit", 10_000).endObject();
    JsonText resource = new JsonText().object().field("accountId", owner.account());
    resource.field("type", "AWS::Kinesis::Stream").field("ARN", stream).endObject();
    return Call.withoutResources(caller, KINESIS_GET_RECORDS, region, parameters)
        .withResources("[" + resource + "]");
  }

  private static Caller function(Population.Service service) {
    String name = service.caller().name().replace("-role", "-on-change-role");
    return AwsServices.lambda(service.caller().account(), name);
  }

  private String iterator() {
    StringBuilder text = new StringBuilder(ITERATOR_LENGTH + 16).append("AAAAAAAAAA");
    while (text.length() < ITERATOR_LENGTH) {
      text.append(Hash.identifier(random.nextLong()));
    }
    return text.append("==").toString();
  }
}
