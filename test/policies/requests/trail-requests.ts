/**
 * Who may do what with the resources of a trail: a deployed trail, and the table of requests that its policies have to
 * answer. The same table judges the templates and their mutants.
 */
import { accessLogCases, bucketCases } from './bucket-requests';
import { keyCases } from './key-requests';
import { logGroupCases } from './log-group-requests';
import { memberCases, organizationCases } from './organization-requests';
import { topicCases } from './topic-requests';
import { ORGANIZATION } from '../../fixtures/accounts';
import { type ConcreteResource, type Deployment } from '../../oracles/concrete';
import { type AccessRequest, authorize, type Decision, evaluate, type PolicyDocument } from '../../oracles/policy-evaluator';

/** The policy documents of a trail. */
export type DocumentName = 'bucket' | 'access log bucket' | 'key' | 'local key' | 'role trust' | 'role permissions' | 'topic';

export type Documents = Partial<Record<DocumentName, PolicyDocument>>;

/** A request, and the answer that one of the documents has to give. */
export interface Case {
  readonly label: string;
  readonly document: DocumentName;
  readonly request: AccessRequest;
  readonly expected: Decision;
}

/** A deployed trail: its documents, and the requests that are made to it. */
export interface DeployedTrail {
  readonly documents: Documents;
  readonly cases: Case[];
}

/** What the requests need to know of a trail. */
export interface Facts {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly trailArn: string;
  readonly bucket: ConcreteResource;
  readonly accessLogs: ConcreteResource;
  readonly accessLogPrefix: string;
  readonly key: ConcreteResource;
  /** In front of `AWSLogs/`, with its slash. */
  readonly prefix: string;
  /** Encrypts the log group; may be the same key. */
  readonly regionalKey?: ConcreteResource;
  readonly logGroup?: ConcreteResource;
  readonly role?: ConcreteResource;
  readonly topic?: ConcreteResource;
  readonly organizationId?: string;
  readonly memberRead?: boolean;
}

/** The only trail of a deployment. */
export function deployedTrail(deployment: Deployment, options: { memberRead?: boolean } = {}): DeployedTrail {
  const trail = deployment.resource('AWS::CloudTrail::Trail');
  const facts = { ...factsOf(deployment, trail), ...options };
  return { documents: documentsOf(deployment, facts), cases: requestTable(facts) };
}

/** Every request whose answer matters, for what the trail has. */
export function requestTable(facts: Facts): Case[] {
  return [
    ...bucketCases(facts), ...keyCases(facts), ...accessLogCases(facts), ...logGroupCases(facts), ...topicCases(facts), ...organizationCases(facts),
    ...memberCases(facts),
  ];
}

/** What a document answers to the request of a case. */
export function decide(documents: Documents, { document, request }: Case): Decision {
  const policy = documents[document];
  if (!policy) {
    throw new Error(`no policy of the ${document}`);
  }
  return document === 'role permissions' ? decideByIdentity(policy, request) : evaluate(policy, request);
}

/** A policy of the role alone, as for a resource of its own account that has no policy. */
function decideByIdentity(policy: PolicyDocument, request: AccessRequest): Decision {
  const resourceAccount = (request.principal as { arn: string }).arn.split(':')[4];
  return authorize({ resourceAccount, identityPolicies: [policy] }, request);
}

function factsOf(deployment: Deployment, trail: ConcreteResource): Facts {
  const [, partition, , region, account] = trail.arn!.split(':');
  const buckets = deployment.resources('AWS::S3::Bucket');
  const bucket = buckets.find(({ ref }) => ref === trail.properties.S3BucketName)!;
  const logging = bucket.properties.LoggingConfiguration;
  const keys = deployment.resources('AWS::KMS::Key');
  const logGroup = deployment.resources('AWS::Logs::LogGroup').find(({ arn }) => arn === trail.properties.CloudWatchLogsLogGroupArn);
  const { S3KeyPrefix: prefix, SnsTopicName: topicArn, IsOrganizationTrail: forOrganization } = trail.properties;
  return {
    partition,
    region,
    account,
    trailArn: trail.arn!,
    bucket,
    accessLogs: buckets.find(({ ref }) => ref === logging.DestinationBucketName)!,
    accessLogPrefix: logging.LogFilePrefix ?? '',
    key: keys.find(({ arn }) => arn === keyOf(deployment, trail.properties.KMSKeyId))!,
    regionalKey: keys.find(({ arn }) => arn === logGroup?.properties.KmsKeyId),
    prefix: prefix ? `${prefix}/` : '',
    logGroup,
    role: deployment.resources('AWS::IAM::Role').find(({ arn }) => arn === trail.properties.CloudWatchLogsRoleArn),
    topic: deployment.resources('AWS::SNS::Topic').find(({ ref }) => ref === topicArn),
    organizationId: forOrganization ? ORGANIZATION : undefined,
  };
}

/** The ARN of a key that may be given by the ARN of an alias. */
function keyOf(deployment: Deployment, arn: string): string {
  const [, account, name] = /:(\d{12}):(alias\/.+)$/.exec(arn) ?? [];
  const alias = deployment.resources('AWS::KMS::Alias').find(({ properties, account: owner }) => owner === account && properties.AliasName === name);
  return alias?.properties.TargetKeyId ?? arn;
}

function documentsOf(deployment: Deployment, facts: Facts): Documents {
  const policyOf = (type: string, property: string, ref?: string): PolicyDocument | undefined =>
    deployment.resources(type).find(({ properties }) => [properties[property]].flat().includes(ref))?.properties.PolicyDocument;
  const documents: Documents = {
    'bucket': policyOf('AWS::S3::BucketPolicy', 'Bucket', facts.bucket.ref),
    'access log bucket': policyOf('AWS::S3::BucketPolicy', 'Bucket', facts.accessLogs.ref),
    'key': facts.key.properties.KeyPolicy,
    'local key': facts.regionalKey === facts.key ? undefined : facts.regionalKey?.properties.KeyPolicy,
    'role trust': facts.role?.properties.AssumeRolePolicyDocument,
    'role permissions': facts.role && deployment.resource('AWS::IAM::ManagedPolicy').properties.PolicyDocument,
    'topic': facts.topic && policyOf('AWS::SNS::TopicPolicy', 'Topics', facts.topic.ref),
  };
  return Object.fromEntries(Object.entries(documents).filter(([, document]) => document));
}
