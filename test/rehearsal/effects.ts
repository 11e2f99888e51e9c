/** What making or deleting a resource does to other resources. Every effect can be undone. */
import { bucketKeyOf, objectsOf } from './checks/cloudtrail';
import { keyOf } from './checks/kms';
import { logGroupOf } from './checks/logs';
import { bucketOf } from './checks/s3';
import { Refusal } from './report';
import { isHere, type Physical, type World } from './world';

type Undo = () => void;
const nothing: Undo = () => undefined;

/** What CloudFormation leaves as it was on a trail when it is no longer in the template, unlike all other properties. */
const KEPT_ON_TRAIL = ['CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn'];

/** The settings that a resource really has after an update. */
export function settingsAfterUpdate(type: string, before: Record<string, any>, after: Record<string, any>): Record<string, any> {
  if (type !== 'AWS::CloudTrail::Trail') return after;
  const kept = KEPT_ON_TRAIL.filter((name) => after[name] === undefined && before[name] !== undefined);
  return { ...after, ...Object.fromEntries(kept.map((name) => [name, before[name]])) };
}

/** A resource was made or changed. */
export function applied(resource: Physical, world: World): Undo {
  switch (resource.type) {
    case 'AWS::S3::BucketPolicy': return writePolicy([bucketOf(world, resource.properties.Bucket)!], resource.properties.PolicyDocument);
    case 'AWS::SNS::TopicPolicy': return writePolicy(topicsOf(resource, world), resource.properties.PolicyDocument);
    case 'Custom::CrossRegionExportWriter': return writeExports(resource, world);
    case 'AWS::CloudTrail::Trail': recordEvidence(resource, world); return nothing;
    default: return nothing;
  }
}

/** A resource was deleted. */
export function removed(resource: Physical, world: World): void {
  switch (resource.type) {
    case 'AWS::S3::BucketPolicy': {
      const bucket = bucketOf(world, resource.properties.Bucket);
      if (bucket) bucket.policy = undefined;
      break;
    }
    case 'AWS::SNS::TopicPolicy': topicsOf(resource, world).forEach((topic) => {
      topic.policy = undefined;
    }); break;
    case 'Custom::S3AutoDeleteObjects': {
      const bucket = bucketOf(world, resource.properties.BucketName);
      if (bucket) bucket.properties = { ...bucket.properties, emptiedOnDeletion: true };
      break;
    }
    default:
  }
}

/** What lies in bucket and log group of a trail from now on, and the keys that it takes to read it. */
function recordEvidence(trail: Physical, world: World): void {
  const bucket = bucketOf(world, trail.properties.S3BucketName)!;
  const key = keyOf(world, trail.properties.KMSKeyId, trail.environment) ?? bucketKeyOf(world, bucket);
  for (const object of objectsOf(trail)) add(bucket, { trailArn: trail.arn!, object, key });
  const group = logGroupOf(world, trail.properties.CloudWatchLogsLogGroupArn ?? '');
  if (group) add(group, { trailArn: trail.arn!, key: keyOf(world, group.properties.KmsKeyId, group.environment) });
}

function add(resource: Physical, evidence: Physical['evidence'][number]): void {
  if (!resource.evidence.some(({ object, key }) => object === evidence.object && key === evidence.key)) resource.evidence.push(evidence);
}

function writePolicy(resources: readonly Physical[], document: Physical['policy']): Undo {
  const before = resources.map((resource) => resource.policy);
  resources.forEach((resource) => {
    resource.policy = document;
  });
  return () => resources.forEach((resource, index) => {
    resource.policy = before[index];
  });
}

function topicsOf(policy: Physical, world: World): Physical[] {
  return policy.properties.Topics.flatMap((arn: string) => world.byArn(arn) ?? []);
}

/** The custom resource of the CDK writes parameters in another Region, and changes none that is in use there. */
function writeExports(writer: Physical, world: World): Undo {
  const { region, exports } = writer.properties.WriterProps;
  const environment = { ...writer.environment, region };
  const ours = world.all('AWS::SSM::Parameter').filter((parameter) => parameter.properties.writer === writer);
  const before = ours.map((parameter) => [parameter, parameter.properties.Value] as const);
  for (const [parameter, value] of before) {
    if (exports[parameter.name] === value) continue;
    const used = world.all('Custom::CrossRegionExportReader').some((reader) => isHere(reader, environment) && parameter.name in reader.properties.ReaderProps.imports);
    if (used) throw new Refusal('export-in-use', `${parameter.name} is in use in ${region}, and cannot change`);
    world.remove(parameter);
  }
  const made = Object.entries<string>(exports).filter(([name]) => !ours.some((parameter) => parameter.name === name && world.has(parameter)))
    .map(([name, Value]): Physical => ({
      id: world.nextId(), type: 'AWS::SSM::Parameter', environment, name, ref: name, attributes: {}, properties: { Value, writer }, evidence: [],
    }));
  made.forEach((parameter) => world.add(parameter));
  return () => {
    made.forEach((parameter) => world.remove(parameter));
    before.forEach(([parameter]) => world.add(parameter));
  };
}
