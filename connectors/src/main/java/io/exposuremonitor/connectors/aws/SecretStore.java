package io.exposuremonitor.connectors.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Reads secrets from AWS Secrets Manager. Secrets are never logged. */
public final class SecretStore {
  private SecretStore() {}

  /**
   * The text of a secret's current version; null when it is binary. Blocks.
   *
   * @param arn the secret's ARN, which names its region
   * @throws IllegalArgumentException when it is no ARN
   * @throws software.amazon.awssdk.core.exception.SdkException when it can't be read
   */
  public static @Nullable String read(String arn) {
    return read(arn, AwsAccess.DEFAULT.inRegion(ResourceArns.region(arn)));
  }

  static @Nullable String read(String arn, AwsAccess access) {
    try (AwsClients clients = new AwsClients(access, () -> {});
        SecretsManagerClient client = clients.blocking(SecretsManagerClient.builder())) {
      return client.getSecretValue(request -> request.secretId(arn)).secretString();
    }
  }
}
