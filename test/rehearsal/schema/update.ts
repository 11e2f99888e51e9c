/**
 * Writes what the rehearsal needs of AWS's resource schema: which properties replace a resource, and what identifies it.
 * `tsx --tsconfig tsconfig.dev.json test/rehearsal/schema/update.ts`
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/** The resource types that rehearsed apps have. */
export const TYPES = [
  'AWS::Athena::NamedQuery', 'AWS::Athena::WorkGroup',
  'AWS::CloudFormation::Stack', 'AWS::CloudTrail::Trail', 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm', 'AWS::CloudWatch::Dashboard',
  'AWS::Events::Rule', 'AWS::Glue::Database', 'AWS::Glue::Table',
  'AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::Role',
  'AWS::KMS::Alias', 'AWS::KMS::Key', 'AWS::LakeFormation::PrincipalPermissions',
  'AWS::Lambda::Function', 'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup', 'AWS::Logs::MetricFilter', 'AWS::Logs::QueryDefinition', 'AWS::Logs::ResourcePolicy', 'AWS::Logs::SubscriptionFilter',
  'AWS::S3::Bucket', 'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'AWS::SSM::Parameter',
];

export const FILE = join(__dirname, 'schema.json');

/** The schema of these types, as the CDK's own `diff` reads it. */
export function extract(): string {
  const database = loadAwsServiceSpecSync();
  const entries = TYPES.map((type) => {
    const resource = database.lookup('resource', 'cloudFormationType', 'equals', type).only();
    const of = (answer: string) => Object.keys(resource.properties).filter((name) => resource.properties[name].causesReplacement === answer).sort();
    return [type, { replacedBy: of('yes'), perhapsReplacedBy: of('maybe'), primaryIdentifier: resource.primaryIdentifier ?? [] }];
  });
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
}

if (require.main === module) writeFileSync(FILE, extract());
