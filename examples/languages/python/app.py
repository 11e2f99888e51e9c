"""A trail that meets the Well-Architected Framework with everything that monitors and queries it, a log archive, a trail that does not meet the
framework, and the rule pack that tells them apart.

The synthesis fails and says why, because of the trail that does not. The same app is available in TypeScript, Java and Go.
"""

from aws_cdk import Acknowledgment, App, Duration, Environment, Size, Stack, Validations
from aws_cdk import aws_cloudtrail as cloudtrail
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from cdk_well_architected_trail import (
    AlertTopic,
    AnalysisAccounts,
    ArchiveTier,
    AthenaEngineVersion,
    CisAlarms,
    CisAlarmTuning,
    CisControl,
    CisProfile,
    DashboardAlarms,
    DeliveryHealth,
    EventFilter,
    InsightEventCategory,
    LogRetention,
    ReadWriteEvents,
    TamperDetection,
    TrailAnalysis,
    TrailCloudWatchLogsOptions,
    TrailDashboard,
    TrailEvents,
    TrailInsights,
    TrailLogArchive,
    TrailQueryDefinitions,
    TrailQuestion,
    TrailSource,
    WellArchitectedTrail,
)
from cdk_well_architected_trail.nag import RuleLevel, WellArchitectedTrailChecks

app = App()

# Findings start as warnings. A trail without a KMS key fails the synthesis.
Validations.of(app).add_plugins(
    WellArchitectedTrailChecks(
        app,
        default_level=RuleLevel.WARNING,
        rule_levels={"CloudTrailEncryptionEnabled": RuleLevel.ERROR},
    )
)

# `WellArchitectedTrail(audit, "Trail")` creates the trail, its bucket and its key. Options add to that.
audit = Stack(app, "Audit")
trail = WellArchitectedTrail(
    audit,
    "Trail",
    cloud_watch_logs=TrailCloudWatchLogsOptions(),
    retention=LogRetention.pci_dss(archive=ArchiveTier.glacier_instant_retrieval(after=Duration.days(92))),
    events=[
        TrailEvents.management(),
        TrailEvents.s3_objects(
            read_write=ReadWriteEvents.WRITE_ONLY,
            filters=[EventFilter.event_name(not_equal_to=["PutObjectTagging"])],
        ),
    ],
    insights=[TrailInsights.api_call_rate(event_categories=[InsightEventCategory.MANAGEMENT])],
)

# Who is notified, and of what.
alerts = AlertTopic(audit, "Alerts", emails=["security@example.com"])
cis_alarms = CisAlarms(
    audit,
    "CisAlarms",
    trail=trail,
    alerts=alerts,
    profile=CisProfile.low_noise(),
    tuning=[CisAlarmTuning(control=CisControl.CONSOLE_SIGN_IN_FAILURES, threshold=5)],
)
delivery_health = DeliveryHealth(audit, "DeliveryHealth", trail=trail, alerts=alerts)
TamperDetection(audit, "TamperDetection", trail=trail, alerts=alerts)
TrailQueryDefinitions(audit, "Queries", trail=trail)
TrailDashboard(
    audit,
    "Dashboard",
    trail=trail,
    alarms=[
        DashboardAlarms(title="CIS alarms", alarms=cis_alarms.alarms),
        DashboardAlarms(title="Deliveries", alarms=delivery_health.alarms),
    ],
)

# Who may query who did what.
analysis = TrailAnalysis(
    audit,
    "Analysis",
    trail=trail,
    regions=["eu-west-1", "us-east-1"],
    questions=[TrailQuestion.WHO_DID_WHAT, TrailQuestion.BY_ACCESS_KEY, TrailQuestion.TRAIL_CHANGES],
    engine_version=AthenaEngineVersion.V3,
    scan_limit=Size.gibibytes(100),
)
analysis.grant_query(iam.Role(audit, "Analyst", assumed_by=iam.AccountRootPrincipal()))

# A log archive in an account of its own, for the trail of an organization.
archive_stack = Stack(app, "Archive", env=Environment(account="222233334444", region="eu-west-1"))
archive = TrailLogArchive(archive_stack, "Archive")
TrailAnalysis(
    archive_stack,
    "Analysis",
    trail=archive.trail_source(organization_id="o-a1b2c3d4e5"),
    accounts=AnalysisAccounts.per_query(),
    regions=["eu-west-1", "us-east-1"],
)

# A trail that was written in a hurry. It can be monitored as it is.
legacy = Stack(app, "Legacy")
bucket = s3.CfnBucket(legacy, "Logs")
legacy_trail = cloudtrail.CfnTrail(legacy, "Trail", is_logging=False, s3_bucket_name=bucket.ref)
TamperDetection(legacy, "TamperDetection", trail=TrailSource.from_trail(legacy_trail), alerts=alerts)

# A finding that is known and wanted is acknowledged where it is, with the reason.
Validations.of(legacy_trail).acknowledge(
    Acknowledgment(
        id="WellArchitectedTrail::WellArchitectedTrail-CloudTrailLoggingEnabled",
        reason="Switched off until the audit account takes over on 1 July",
    )
)

app.synth()
