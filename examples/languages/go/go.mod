module audit

go 1.25

require (
	github.com/aws/aws-cdk-go/awscdk/v2 v2.271.0
	github.com/aws/jsii-runtime-go v1.140.0
	github.com/cdk-well-architected-trail/cdk-well-architected-trail-go/cdkwellarchitectedtrail v0.0.0
)
