package io.exposuremonitor.job.simulation;

/** User agents of programs that call DynamoDB. */
public final class UserAgents {
  static final String BROWSER =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/142.0.0.0 Safari/537.36";

  /** The AWS command line interface. */
  public static final String CLI =
      "aws-cli/2.31.5 md/awscrt#0.27.6 ua/2.1 os/linux#6.1.153-175.280.amzn2023.x86_64"
          + " md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython m/Z,E,b cfg/retry-mode#standard"
          + " md/installer#exe md/distrib#amzn.2023 md/prompt#off md/command#dynamodb.describe-table";

  /** A Python script. */
  public static final String BOTO =
      "Boto3/1.40.44 md/Botocore#1.40.44 ua/2.1 os/linux#6.1.153-175.280.amzn2023.aarch64"
          + " md/arch#aarch64 lang/python#3.12.11 md/pyimpl#CPython m/Z,b,D exec-env/AWS_ECS_EC2"
          + " cfg/retry-mode#legacy Botocore/1.40.44 Resource";

  static final String KINESIS_CLIENT =
      "aws-sdk-java/2.35.4 md/io#async md/http#NettyNio ua/2.1 api/Kinesis#2.35.x"
          + " os/Linux#6.1.153-175.280.amzn2023.x86_64 lang/java#17.0.16"
          + " md/OpenJDK_64-Bit_Server_VM#17.0.16+8-LTS md/vendor#Amazon.com_Inc. md/en_US"
          + " m/D,b,e amazon-kinesis-client-library-java-KCL-ConsumerId-0Zx9Qp4mT7rK2bWc/3.5.1";

  private static final String[] SERVICES = {
    "aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.25.1 md/GOOS#linux md/GOARCH#arm64"
        + " api/dynamodb#1.51.0 m/E,g,i",
    "aws-sdk-java/2.35.4 md/io#sync md/http#Apache ua/2.1 api/DynamoDB#2.35.x"
        + " os/Linux#6.1.153-175.280.amzn2023.x86_64 lang/java#21.0.8"
        + " md/OpenJDK_64-Bit_Server_VM#21.0.8+9-LTS md/vendor#Amazon.com_Inc. md/en_US"
        + " exec-env/AWS_ECS_FARGATE m/D,b,e,I",
    "aws-sdk-js/3.901.0 ua/2.1 os/linux#6.1.153-175.280.amzn2023.x86_64 lang/js"
        + " md/nodejs#22.20.0 api/dynamodb#3.901.0 exec-env/AWS_Lambda_nodejs22.x m/E,T,b,i",
    BOTO
  };

  private UserAgents() {}

  /** The client of a service, the same in all of its calls. */
  public static String ofService(int service) {
    return SERVICES[service % SERVICES.length];
  }
}
