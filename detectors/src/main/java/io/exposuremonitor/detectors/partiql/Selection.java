package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.signal.Evidence;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls of a bundle that one signal is about. Where one must stand for many, the greatest. */
final class Selection {
  private final Set<Origin> origins = new LinkedHashSet<>();
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private String account = "";
  private String region = "";
  private String errorCode = "";
  private @Nullable Statement statement;

  void add(Call call, Collection<Statement> statements) {
    Facet facet = call.facet();
    start = Math.min(start, call.time());
    end = Math.max(end, call.time());
    account = facet.account();
    region = facet.region();
    errorCode = max(errorCode, facet.errorCode());
    if (origins.size() < Evidence.MAX_ORIGINS) {
      origins.add(facet.origin());
    }
    for (Statement other : statements) {
      if (statement == null || statement.shape().compareTo(other.shape()) < 0) {
        statement = other;
      }
    }
  }

  private static String max(String one, String other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  boolean isEmpty() {
    return start == Long.MAX_VALUE;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  String account() {
    return account;
  }

  String region() {
    return region;
  }

  /** The error of its failed calls, or empty. */
  String errorCode() {
    return errorCode;
  }

  /** The statement whose shape is the greatest, or null where the record had none. */
  @Nullable Statement statement() {
    return statement;
  }

  /** Its shape, or empty. */
  String shape() {
    return statement == null ? "" : statement.shape();
  }

  List<Origin> origins() {
    return List.copyOf(origins);
  }
}
