package io.exposuremonitor.job.simulation;

import java.util.SplittableRandom;

/**
 * The rest of a trail's ordinary content: management calls on DynamoDB and calls on other services.
 */
final class ManagementCalls {
  private static final String[] LOOKS = {
    "DescribeTable", "DescribeTimeToLive", "DescribeContinuousBackups", "ListTagsOfResource"
  };

  private final Population population;
  private final SplittableRandom random;

  ManagementCalls(Population population, SplittableRandom random) {
    this.population = population;
    this.random = random;
  }

  /**
   * A management call on DynamoDB, mostly by auto scaling, otherwise by a backup, a deployment or a
   * person.
   */
  Call look(boolean officeHours) {
    Population.Service service = population.anyService(random);
    Table table = population.table(service, random);
    int dice = random.nextInt(100);
    if (dice < 60) {
      return describe(AwsServices.scaling(table.account()), table, "DescribeTable");
    }
    if (dice == 60) {
      return backup(service.tables().get(0));
    }
    if (dice == 61) {
      return zeroEtlExport(service.tables().get(0));
    }
    if (dice == 62) {
      return deniedList(service.caller(), table.region());
    }
    Caller caller =
        officeHours && dice < 85 ? population.anyPerson(random).browser() : deployment(table);
    return describe(caller, table, LOOKS[random.nextInt(LOOKS.length)]);
  }

  /** A call on another service. */
  Call elsewhere() {
    Population.Service service = population.anyService(random);
    return switch (random.nextInt(5)) {
      case 0 -> s3(service, "GetObject", true);
      case 1 -> s3(service, "PutObject", false);
      case 2 -> kms(service, "Decrypt");
      case 3 -> kms(service, "GenerateDataKey");
      default -> assumeRole(service);
    };
  }

  private static Call describe(Caller caller, Table table, String name) {
    JsonText parameters = new JsonText().object();
    if (name.equals("ListTagsOfResource")) {
      parameters.field("resourceArn", table.arn());
    } else {
      parameters.field("tableName", table.name());
    }
    return Call.onItems(caller, Api.inspect(name), table, parameters.endObject());
  }

  private static Caller deployment(Table table) {
    return Caller.role(
        Caller.Kind.FUNCTION, table.account(), "prod-deployment-role", 2, UserAgents.CLI);
  }

  private static Call backup(Table table) {
    Caller caller = AwsServices.backup(table.account());
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.field("backupName", table.name() + "-nightly").endObject();
    return Call.onItems(caller, Api.change("CreateBackup"), table, parameters);
  }

  private static Call zeroEtlExport(Table table) {
    Caller caller = AwsServices.redshift(table.account());
    JsonText parameters = new JsonText().object().field("tableArn", table.arn());
    parameters.field("s3Bucket", "redshift-zero-etl-" + table.account());
    parameters.field("s3BucketOwner", table.account());
    parameters.field("exportFormat", "DYNAMODB_JSON").field("exportType", "INCREMENTAL_EXPORT");
    return Call.onItems(
        caller, Api.change("ExportTableToPointInTime"), table, parameters.endObject());
  }

  private static Call deniedList(Caller caller, String region) {
    String message =
        "User: "
            + caller.id()
            + " is not authorized to perform: dynamodb:ListTables on resource:"
            + " arn:aws:dynamodb:"
            + region
            + ':'
            + caller.account()
            + ":table/* because no identity-based policy allows the dynamodb:ListTables action";
    return new Call(
        caller,
        Api.inspect("ListTables"),
        region,
        "null",
        "null",
        "",
        new Call.Failure("AccessDenied", message),
        caller.account());
  }

  private Call s3(Population.Service service, String name, boolean readOnly) {
    Caller caller = service.caller();
    String bucket = caller.name().replace("-role", "-documents");
    String key = "2025/11/" + Hash.hex(random.nextLong(), 16) + ".pdf";
    JsonText parameters = new JsonText().object().field("bucketName", bucket);
    parameters.field("Host", bucket + ".s3.amazonaws.com").field("key", key).endObject();
    JsonText resources = new JsonText().object().field("type", "AWS::S3::Object");
    resources.field("ARN", "arn:aws:s3:::" + bucket + '/' + key).endObject().object();
    resources.field("accountId", caller.account()).field("type", "AWS::S3::Bucket");
    resources.field("ARN", "arn:aws:s3:::" + bucket).endObject();
    return Call.withoutResources(
            caller, Api.data("s3", name, readOnly), service.reference().region(), parameters)
        .withResources("[" + resources + "]");
  }

  private static Call kms(Population.Service service, String name) {
    Caller caller = service.caller();
    Table table = service.tables().get(0);
    JsonText parameters = new JsonText().object().object("encryptionContext");
    parameters.field("aws:dynamodb:tableName", table.name());
    parameters.field("aws:dynamodb:subscriberId", caller.account()).endObject();
    parameters.field("encryptionAlgorithm", "SYMMETRIC_DEFAULT").endObject();
    JsonText resource = new JsonText().object().field("accountId", caller.account());
    resource.field("type", "AWS::KMS::Key");
    String key = "arn:aws:kms:" + table.region() + ':' + caller.account() + ":key/";
    resource.field(
        "ARN", key + "1a2b3c4d-5e6f-4a1b-8c2d-" + Hash.hex(Hash.of(table.name(), 7), 12));
    return Call.withoutResources(
            caller, Api.management("kms", name, true), table.region(), parameters)
        .withResources("[" + resource.endObject() + "]");
  }

  private Call assumeRole(Population.Service service) {
    Caller caller = service.caller();
    JsonText parameters = new JsonText().object().field("roleArn", caller.id());
    parameters.field("roleSessionName", "refresh-" + Hash.hex(random.nextLong(), 8));
    parameters.field("durationSeconds", 3_600).endObject();
    JsonText response = new JsonText().object().object("credentials");
    response.field("accessKeyId", "ASIA" + Hash.identifier(random.nextLong()));
    response.field("sessionToken", "IQoJb3JpZ2luX2VjE" + Hash.identifier(random.nextLong()));
    response.field("expiration", "Nov 22, 2025, 3:14:15 PM").endObject().endObject();
    return Call.withoutResources(
            caller,
            Api.management("sts", "AssumeRole", true),
            service.reference().region(),
            parameters)
        .withResponse(response);
  }
}
