"""A trail that meets the Well-Architected Framework, a trail that does not, and the rule pack that tells them apart.

The synthesis fails, and says why: that is what the rule pack is for. The same app is beside this one in TypeScript, Java and Go.
"""

from aws_cdk import Acknowledgment, App, Stack, Validations
from aws_cdk import aws_cloudtrail as cloudtrail
from aws_cdk import aws_s3 as s3
from cdk_well_architected_trail import TrailCloudWatchLogsOptions, WellArchitectedTrail
from cdk_well_architected_trail.nag import WellArchitectedTrailChecks

app = App()
Validations.of(app).add_plugins(WellArchitectedTrailChecks(app))

# One line makes the trail, its encrypted bucket and key, and here a log group too.
audit = Stack(app, "Audit")
WellArchitectedTrail(audit, "Trail", cloud_watch_logs=TrailCloudWatchLogsOptions())

# What a trail looks like that somebody wrote in a hurry.
legacy = Stack(app, "Legacy")
bucket = s3.CfnBucket(legacy, "Logs")
trail = cloudtrail.CfnTrail(legacy, "Trail", is_logging=False, s3_bucket_name=bucket.ref)

# A finding that is known and wanted is acknowledged where it is, with the reason.
Validations.of(trail).acknowledge(
    Acknowledgment(
        id="WellArchitectedTrail::WellArchitectedTrail-CloudTrailLoggingEnabled",
        reason="Switched off until the audit account takes over on 1 July",
    )
)

app.synth()
