package audit;

import io.github.cdkwellarchitectedtrail.AlertTopic;
import io.github.cdkwellarchitectedtrail.AnalysisAccounts;
import io.github.cdkwellarchitectedtrail.ArchiveTier;
import io.github.cdkwellarchitectedtrail.ArchiveTierOptions;
import io.github.cdkwellarchitectedtrail.AthenaEngineVersion;
import io.github.cdkwellarchitectedtrail.CisAlarmTuning;
import io.github.cdkwellarchitectedtrail.CisAlarms;
import io.github.cdkwellarchitectedtrail.CisControl;
import io.github.cdkwellarchitectedtrail.CisProfile;
import io.github.cdkwellarchitectedtrail.DashboardAlarms;
import io.github.cdkwellarchitectedtrail.DeliveryHealth;
import io.github.cdkwellarchitectedtrail.EventFilter;
import io.github.cdkwellarchitectedtrail.EventFilterConditions;
import io.github.cdkwellarchitectedtrail.InsightEventCategory;
import io.github.cdkwellarchitectedtrail.LogRetention;
import io.github.cdkwellarchitectedtrail.LogRetentionOptions;
import io.github.cdkwellarchitectedtrail.ReadWriteEvents;
import io.github.cdkwellarchitectedtrail.S3ObjectEventsOptions;
import io.github.cdkwellarchitectedtrail.TamperDetection;
import io.github.cdkwellarchitectedtrail.TrailAnalysis;
import io.github.cdkwellarchitectedtrail.TrailArchiveSourceOptions;
import io.github.cdkwellarchitectedtrail.TrailCloudWatchLogsOptions;
import io.github.cdkwellarchitectedtrail.TrailDashboard;
import io.github.cdkwellarchitectedtrail.TrailEvents;
import io.github.cdkwellarchitectedtrail.TrailInsights;
import io.github.cdkwellarchitectedtrail.TrailInsightsOptions;
import io.github.cdkwellarchitectedtrail.TrailLogArchive;
import io.github.cdkwellarchitectedtrail.TrailQueryDefinitions;
import io.github.cdkwellarchitectedtrail.TrailQuestion;
import io.github.cdkwellarchitectedtrail.TrailSource;
import io.github.cdkwellarchitectedtrail.WellArchitectedTrail;
import io.github.cdkwellarchitectedtrail.nag.RuleLevel;
import io.github.cdkwellarchitectedtrail.nag.WellArchitectedTrailChecks;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.cloudtrail.CfnTrail;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.s3.CfnBucket;

/**
 * A trail that meets the Well-Architected Framework with everything that monitors and queries it, a log archive, a trail that does not meet the
 * framework, and the rule pack that tells them apart.
 *
 * <p>The synthesis fails and says why, because of the trail that does not. The same app is available in TypeScript, Python and Go.
 */
public final class AuditApp {
    private AuditApp() {}

    public static void main(final String[] args) {
        App app = new App();

        // Findings start as warnings. A trail without a KMS key fails the synthesis.
        Validations.of(app).addPlugins(WellArchitectedTrailChecks.Builder.create(app)
            .defaultLevel(RuleLevel.WARNING)
            .ruleLevels(Map.of("CloudTrailEncryptionEnabled", RuleLevel.ERROR))
            .build());

        // `WellArchitectedTrail.Builder.create(audit, "Trail").build()` creates the trail, its bucket and its key. Options add to that.
        Stack audit = new Stack(app, "Audit");
        WellArchitectedTrail trail = WellArchitectedTrail.Builder.create(audit, "Trail")
            .cloudWatchLogs(TrailCloudWatchLogsOptions.builder().build())
            .retention(LogRetention.pciDss(LogRetentionOptions.builder()
                .archive(ArchiveTier.glacierInstantRetrieval(ArchiveTierOptions.builder().after(Duration.days(92)).build()))
                .build()))
            .events(List.of(
                TrailEvents.management(),
                TrailEvents.s3Objects(S3ObjectEventsOptions.builder()
                    .readWrite(ReadWriteEvents.WRITE_ONLY)
                    .filters(List.of(EventFilter.eventName(EventFilterConditions.builder().notEqualTo(List.of("PutObjectTagging")).build())))
                    .build())))
            .insights(List.of(TrailInsights.apiCallRate(TrailInsightsOptions.builder()
                .eventCategories(List.of(InsightEventCategory.MANAGEMENT))
                .build())))
            .build();

        // Who is notified, and of what.
        AlertTopic alerts = AlertTopic.Builder.create(audit, "Alerts").emails(List.of("security@example.com")).build();
        CisAlarms cisAlarms = CisAlarms.Builder.create(audit, "CisAlarms")
            .trail(trail)
            .alerts(alerts)
            .profile(CisProfile.lowNoise())
            .tuning(List.of(CisAlarmTuning.builder().control(CisControl.CONSOLE_SIGN_IN_FAILURES).threshold(5).build()))
            .build();
        DeliveryHealth deliveryHealth = DeliveryHealth.Builder.create(audit, "DeliveryHealth").trail(trail).alerts(alerts).build();
        TamperDetection.Builder.create(audit, "TamperDetection").trail(trail).alerts(alerts).build();
        TrailQueryDefinitions.Builder.create(audit, "Queries").trail(trail).build();
        TrailDashboard.Builder.create(audit, "Dashboard")
            .trail(trail)
            .alarms(List.of(
                DashboardAlarms.builder().title("CIS alarms").alarms(cisAlarms.getAlarms()).build(),
                DashboardAlarms.builder().title("Deliveries").alarms(deliveryHealth.getAlarms()).build()))
            .build();

        // Who may query who did what.
        TrailAnalysis analysis = TrailAnalysis.Builder.create(audit, "Analysis")
            .trail(trail)
            .regions(List.of("eu-west-1", "us-east-1"))
            .questions(List.of(TrailQuestion.WHO_DID_WHAT, TrailQuestion.BY_ACCESS_KEY, TrailQuestion.TRAIL_CHANGES))
            .engineVersion(AthenaEngineVersion.V3)
            .scanLimit(Size.gibibytes(100))
            .build();
        analysis.grantQuery(Role.Builder.create(audit, "Analyst").assumedBy(new AccountRootPrincipal()).build());

        // A log archive in an account of its own, for the trail of an organization.
        Stack archiveStack = new Stack(app, "Archive", StackProps.builder()
            .env(Environment.builder().account("222233334444").region("eu-west-1").build())
            .build());
        TrailLogArchive archive = new TrailLogArchive(archiveStack, "Archive");
        TrailAnalysis.Builder.create(archiveStack, "Analysis")
            .trail(archive.trailSource(TrailArchiveSourceOptions.builder().organizationId("o-a1b2c3d4e5").build()))
            .accounts(AnalysisAccounts.perQuery())
            .regions(List.of("eu-west-1", "us-east-1"))
            .build();

        // A trail that was written in a hurry. It can be monitored as it is.
        Stack legacy = new Stack(app, "Legacy");
        CfnBucket bucket = new CfnBucket(legacy, "Logs");
        CfnTrail legacyTrail = CfnTrail.Builder.create(legacy, "Trail").isLogging(false).s3BucketName(bucket.getRef()).build();
        TamperDetection.Builder.create(legacy, "TamperDetection").trail(TrailSource.fromTrail(legacyTrail)).alerts(alerts).build();

        // A finding that is known and wanted is acknowledged where it is, with the reason.
        Validations.of(legacyTrail).acknowledge(Acknowledgment.builder()
            .id("WellArchitectedTrail::WellArchitectedTrail-CloudTrailLoggingEnabled")
            .reason("Switched off until the audit account takes over on 1 July")
            .build());

        app.synth();
    }
}
