// A trail that meets the Well-Architected Framework with everything that monitors and queries it, a log archive, a trail that does not meet the
// framework, and the rule pack that tells them apart.
//
// The synthesis fails and says why, because of the trail that does not. The same app is available in TypeScript, Python and Java.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudtrail"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
	trails "github.com/cdk-well-architected-trail/cdk-well-architected-trail-go/cdkwellarchitectedtrail"
	"github.com/cdk-well-architected-trail/cdk-well-architected-trail-go/cdkwellarchitectedtrail/nag"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)

	// Findings start as warnings. A trail without a KMS key fails the synthesis.
	awscdk.Validations_Of(app).AddPlugins(nag.NewWellArchitectedTrailChecks(app, &nag.WellArchitectedTrailChecksProps{
		DefaultLevel: nag.RuleLevel_WARNING,
		RuleLevels:   &map[string]nag.RuleLevel{"CloudTrailEncryptionEnabled": nag.RuleLevel_ERROR},
	}))

	// `trails.NewWellArchitectedTrail(audit, jsii.String("Trail"), nil)` creates the trail, its bucket and its key. Options add to that.
	audit := awscdk.NewStack(app, jsii.String("Audit"), nil)
	trail := trails.NewWellArchitectedTrail(audit, jsii.String("Trail"), &trails.WellArchitectedTrailProps{
		CloudWatchLogs: &trails.TrailCloudWatchLogsOptions{},
		Retention: trails.LogRetention_PciDss(&trails.LogRetentionOptions{
			Archive: trails.ArchiveTier_GlacierInstantRetrieval(&trails.ArchiveTierOptions{After: awscdk.Duration_Days(jsii.Number(92))}),
		}),
		Events: &[]trails.TrailEvents{
			trails.TrailEvents_Management(nil),
			trails.TrailEvents_S3Objects(&trails.S3ObjectEventsOptions{
				ReadWrite: trails.ReadWriteEvents_WRITE_ONLY,
				Filters: &[]trails.EventFilter{
					trails.EventFilter_EventName(&trails.EventFilterConditions{NotEqualTo: jsii.Strings("PutObjectTagging")}),
				},
			}),
		},
		Insights: &[]trails.TrailInsights{
			trails.TrailInsights_ApiCallRate(&trails.TrailInsightsOptions{
				EventCategories: &[]trails.InsightEventCategory{trails.InsightEventCategory_MANAGEMENT},
			}),
		},
	})

	// Who is notified, and of what.
	alerts := trails.NewAlertTopic(audit, jsii.String("Alerts"), &trails.AlertTopicProps{Emails: jsii.Strings("security@example.com")})
	cisAlarms := trails.NewCisAlarms(audit, jsii.String("CisAlarms"), &trails.CisAlarmsProps{
		Trail:   trail,
		Alerts:  alerts,
		Profile: trails.CisProfile_LowNoise(),
		Tuning:  &[]*trails.CisAlarmTuning{{Control: trails.CisControl_CONSOLE_SIGN_IN_FAILURES, Threshold: jsii.Number(5)}},
	})
	deliveryHealth := trails.NewDeliveryHealth(audit, jsii.String("DeliveryHealth"), &trails.DeliveryHealthProps{Trail: trail, Alerts: alerts})
	trails.NewTamperDetection(audit, jsii.String("TamperDetection"), &trails.TamperDetectionProps{Trail: trail, Alerts: alerts})
	trails.NewTrailQueryDefinitions(audit, jsii.String("Queries"), &trails.TrailQueryDefinitionsProps{Trail: trail})
	trails.NewTrailDashboard(audit, jsii.String("Dashboard"), &trails.TrailDashboardProps{
		Trail: trail,
		Alarms: &[]*trails.DashboardAlarms{
			{Title: jsii.String("CIS alarms"), Alarms: cisAlarms.Alarms()},
			{Title: jsii.String("Deliveries"), Alarms: deliveryHealth.Alarms()},
		},
	})

	// Who may query who did what.
	analysis := trails.NewTrailAnalysis(audit, jsii.String("Analysis"), &trails.TrailAnalysisProps{
		Trail:   trail,
		Regions: jsii.Strings("eu-west-1", "us-east-1"),
		Questions: &[]trails.TrailQuestion{
			trails.TrailQuestion_WHO_DID_WHAT(), trails.TrailQuestion_BY_ACCESS_KEY(), trails.TrailQuestion_TRAIL_CHANGES(),
		},
		EngineVersion: trails.AthenaEngineVersion_V3(),
		ScanLimit:     awscdk.Size_Gibibytes(jsii.Number(100)),
	})
	analysis.GrantQuery(awsiam.NewRole(audit, jsii.String("Analyst"), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()}))

	// A log archive in an account of its own, for the trail of an organization.
	archiveStack := awscdk.NewStack(app, jsii.String("Archive"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("222233334444"), Region: jsii.String("eu-west-1")},
	})
	archive := trails.NewTrailLogArchive(archiveStack, jsii.String("Archive"), nil)
	trails.NewTrailAnalysis(archiveStack, jsii.String("Analysis"), &trails.TrailAnalysisProps{
		Trail:    archive.TrailSource(&trails.TrailArchiveSourceOptions{OrganizationId: jsii.String("o-a1b2c3d4e5")}),
		Accounts: trails.AnalysisAccounts_PerQuery(),
		Regions:  jsii.Strings("eu-west-1", "us-east-1"),
	})

	// A trail that was written in a hurry. It can be monitored as it is.
	legacy := awscdk.NewStack(app, jsii.String("Legacy"), nil)
	bucket := awss3.NewCfnBucket(legacy, jsii.String("Logs"), nil)
	legacyTrail := awscloudtrail.NewCfnTrail(legacy, jsii.String("Trail"), &awscloudtrail.CfnTrailProps{
		IsLogging:    jsii.Bool(false),
		S3BucketName: bucket.Ref(),
	})
	trails.NewTamperDetection(legacy, jsii.String("TamperDetection"), &trails.TamperDetectionProps{
		Trail:  trails.TrailSource_FromTrail(legacyTrail, nil),
		Alerts: alerts,
	})

	// A finding that is known and wanted is acknowledged where it is, with the reason.
	awscdk.Validations_Of(legacyTrail).Acknowledge(&awscdk.Acknowledgment{
		Id:     jsii.String("WellArchitectedTrail::WellArchitectedTrail-CloudTrailLoggingEnabled"),
		Reason: jsii.String("Switched off until the audit account takes over on 1 July"),
	})

	app.Synth(nil)
}
