package audit;

import io.github.cdkwellarchitectedtrail.TrailCloudWatchLogsOptions;
import io.github.cdkwellarchitectedtrail.WellArchitectedTrail;
import io.github.cdkwellarchitectedtrail.nag.WellArchitectedTrailChecks;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.cloudtrail.CfnTrail;
import software.amazon.awscdk.services.s3.CfnBucket;

/**
 * A trail that meets the Well-Architected Framework, a trail that does not, and the rule pack that tells them apart.
 *
 * <p>The synthesis fails, and says why: that is what the rule pack is for. The same app is beside this one in TypeScript, Python and Go.
 */
public final class AuditApp {
    private AuditApp() {}

    public static void main(final String[] args) {
        App app = new App();
        Validations.of(app).addPlugins(WellArchitectedTrailChecks.Builder.create(app).build());

        // One line makes the trail, its encrypted bucket and key, and here a log group too.
        Stack audit = new Stack(app, "Audit");
        WellArchitectedTrail.Builder.create(audit, "Trail")
            .cloudWatchLogs(TrailCloudWatchLogsOptions.builder().build())
            .build();

        // What a trail looks like that somebody wrote in a hurry.
        Stack legacy = new Stack(app, "Legacy");
        CfnBucket bucket = new CfnBucket(legacy, "Logs");
        CfnTrail trail = CfnTrail.Builder.create(legacy, "Trail").isLogging(false).s3BucketName(bucket.getRef()).build();

        // A finding that is known and wanted is acknowledged where it is, with the reason.
        Validations.of(trail).acknowledge(Acknowledgment.builder()
            .id("WellArchitectedTrail::WellArchitectedTrail-CloudTrailLoggingEnabled")
            .reason("Switched off until the audit account takes over on 1 July")
            .build());

        app.synth();
    }
}
