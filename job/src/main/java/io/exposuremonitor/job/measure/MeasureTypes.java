package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.FindingNote;
import io.exposuremonitor.detectors.measure.IncidentNote;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.measure.SeriesState;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** What measuring sends and stores; a test holds it free of generic serialisation. */
public final class MeasureTypes {
  /** What others have measured. */
  public static final TypeInformation<Sample> SAMPLE = TypeInformation.of(Sample.class);

  /** What tasks that do something else have counted besides. */
  public static final OutputTag<Sample> COUNTED = new OutputTag<>("counted", SAMPLE);

  /** What goes into the measurements. */
  public static final TypeInformation<MeasuredThing> THING =
      TypeInformation.of(MeasuredThing.class);

  /** One series. */
  public static final TypeInformation<SeriesState> SERIES = TypeInformation.of(SeriesState.class);

  /** A finding that is open. */
  public static final TypeInformation<FindingNote> FINDING = TypeInformation.of(FindingNote.class);

  /** An incident that is open. */
  public static final TypeInformation<IncidentNote> INCIDENT =
      TypeInformation.of(IncidentNote.class);

  /** Everything above, for the test. */
  public static final List<TypeInformation<?>> ALL =
      List.of(SAMPLE, THING, SERIES, FINDING, INCIDENT);

  private MeasureTypes() {}
}
