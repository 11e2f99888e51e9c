// A trail that meets the Well-Architected Framework, a trail that does not, and the rule pack that tells them apart.
//
// The synthesis fails, and says why: that is what the rule pack is for. The same app is beside this one in TypeScript, Python and Java.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudtrail"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
	trails "github.com/cdk-well-architected-trail/cdk-well-architected-trail-go/cdkwellarchitectedtrail"
	"github.com/cdk-well-architected-trail/cdk-well-architected-trail-go/cdkwellarchitectedtrail/nag"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	awscdk.Validations_Of(app).AddPlugins(nag.NewWellArchitectedTrailChecks(app, nil))

	// One line makes the trail, its encrypted bucket and key, and here a log group too.
	audit := awscdk.NewStack(app, jsii.String("Audit"), nil)
	trails.NewWellArchitectedTrail(audit, jsii.String("Trail"), &trails.WellArchitectedTrailProps{
		CloudWatchLogs: &trails.TrailCloudWatchLogsOptions{},
	})

	// What a trail looks like that somebody wrote in a hurry.
	legacy := awscdk.NewStack(app, jsii.String("Legacy"), nil)
	bucket := awss3.NewCfnBucket(legacy, jsii.String("Logs"), nil)
	trail := awscloudtrail.NewCfnTrail(legacy, jsii.String("Trail"), &awscloudtrail.CfnTrailProps{
		IsLogging:    jsii.Bool(false),
		S3BucketName: bucket.Ref(),
	})

	// A finding that is known and wanted is acknowledged where it is, with the reason.
	awscdk.Validations_Of(trail).Acknowledge(&awscdk.Acknowledgment{
		Id:     jsii.String("WellArchitectedTrail::WellArchitectedTrail-CloudTrailLoggingEnabled"),
		Reason: jsii.String("Switched off until the audit account takes over on 1 July"),
	})

	app.Synth(nil)
}
