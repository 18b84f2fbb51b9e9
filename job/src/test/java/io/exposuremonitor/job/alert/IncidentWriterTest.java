package io.exposuremonitor.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.incident.Incident.Change;
import io.exposuremonitor.detectors.signal.Level;
import org.junit.jupiter.api.Test;

class IncidentWriterTest {
  @Test
  void writesOneLineInAFixedOrder() {
    assertThat(
            IncidentWriter.line(
                ExampleIncidents.incident("id-1", 2, Change.RAISED, Level.CRITICAL)))
        .isEqualTo(
            """
            {"id":"id-1","revision":2,"change":"raised","state":"updated","time":1772420400000,\
            "level":"critical","risk":91,"start":1772403300000,"end":1772420400000,\
            "summary":"role/Reporting: 2 findings",\
            "actors":["arn:aws:iam::111122223333:role/Reporting"],\
            "resources":["arn:aws:dynamodb:eu-west-1:111122223333:table/customers"],\
            "accounts":["111122223333"],"tactics":["discovery","collection"],\
            "sensitivity":"restricted","coverage_percent":90,"findings":2,"repetitions":3,\
            "timeline":[{"finding":"f1","analytic":"recon.enumeration","title":"Enumeration",\
            "tactic":"discovery","tactic_id":"TA0007","level":"low",\
            "actor":"arn:aws:iam::111122223333:role/Reporting","start":1772403300000,\
            "end":1772403300000,"message":"Reporting listed 40 tables"},\
            {"finding":"f2","analytic":"bulk-read.table-scan","title":"Table read page by page",\
            "tactic":"collection","tactic_id":"TA0009","level":"high",\
            "actor":"arn:aws:iam::111122223333:role/Reporting",\
            "resource":"arn:aws:dynamodb:eu-west-1:111122223333:table/customers",\
            "start":1772403300001,"end":1772420400000,\
            "message":"Reporting read 90 % of customers","guide":"docs/detectors/bulk-read.md",\
            "note":"on 2026-01-31T00:00:00Z; payments: CHG-1"}]}""");
  }
}
