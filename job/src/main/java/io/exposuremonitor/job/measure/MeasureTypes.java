package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.FindingNote;
import io.exposuremonitor.detectors.measure.IncidentNote;
import io.exposuremonitor.detectors.measure.SeriesState;
import io.exposuremonitor.job.sample.Samples;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Type information of the elements and state of the metrics. A test makes sure that no type falls
 * back to generic (Kryo) serialisation.
 */
public final class MeasureTypes {
  /** Input of the measurements. */
  public static final TypeInformation<MeasurementInput> INPUT =
      TypeInformation.of(MeasurementInput.class);

  /** One series. */
  public static final TypeInformation<SeriesState> SERIES = TypeInformation.of(SeriesState.class);

  /** An open finding. */
  public static final TypeInformation<FindingNote> FINDING = TypeInformation.of(FindingNote.class);

  /** An open incident. */
  public static final TypeInformation<IncidentNote> INCIDENT =
      TypeInformation.of(IncidentNote.class);

  /** All of the above, for the test. */
  public static final List<TypeInformation<?>> ALL =
      List.of(Samples.TYPE, INPUT, SERIES, FINDING, INCIDENT);

  private MeasureTypes() {}
}
