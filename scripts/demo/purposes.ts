/** What each resource of a template is for, read from what it refers to and what refers to it. */
import type { Resource, Template } from './describe-trail';
import { LATENCIES } from '../../src/cloudtrail/pricing';
import { flatten } from '../../src/private/readable';

export interface Purpose {
  /** What a person calls the resource. */
  readonly name: string;
  readonly what: string;
}

/** The purposes of all resources by their logical ids; of those without one, nothing is known. */
export function purposesOf({ Resources: resources }: Template): Map<string, Purpose> {
  const all = Object.entries(resources);
  const namedIn = (id: string, ...types: string[]) => all.some(([other, resource]) =>
    other !== id && types.includes(resource.Type) && JSON.stringify(resource.Properties).includes(`"${id}"`));
  const purpose = (id: string, resource: Resource): Purpose | undefined => PURPOSES[resource.Type]?.({
    id,
    namedIn: (...types) => namedIn(id, ...types),
    props: resource.Properties ?? {},
    receivesAccessLogs: all.some(([, other]) =>
      other.Type === 'AWS::S3::Bucket' && JSON.stringify(other.Properties?.LoggingConfiguration ?? '').includes(`"${id}"`)),
  });
  return new Map(all.flatMap(([id, resource]): [string, Purpose][] => {
    const found = purpose(id, resource);
    return found ? [[id, found]] : [];
  }));
}

interface Known {
  readonly id: string;
  readonly props: { readonly [name: string]: any };
  /** Whether a resource of these types names this one. */
  readonly namedIn: (...types: string[]) => boolean;
  readonly receivesAccessLogs: boolean;
}

/** Who is allowed something by a policy: `cloudtrail, logs`. */
function services({ PolicyDocument: document }: Known['props']): string {
  const principals = (document.Statement as any[]).filter(({ Effect }) => Effect === 'Allow').flatMap(({ Principal }) => [Principal?.Service ?? []].flat());
  return [...new Set(principals.map((service) => String(flatten(service)).replace(/\.amazonaws\.com$|\.<AWS::URLSuffix>$/, '')))].join(', ');
}

const is = (name: string, what: string) => (): Purpose => ({ name, what });

const PURPOSES: { readonly [type: string]: (known: Known) => Purpose } = {
  'AWS::CloudTrail::Trail': is('this trail', 'records who did what, when and from where'),
  'AWS::S3::Bucket': ({ receivesAccessLogs, namedIn }) => {
    if (receivesAccessLogs) return { name: 'access-log bucket', what: 'keeps who accessed the log files' };
    if (namedIn('AWS::Athena::WorkGroup')) return { name: 'results bucket', what: 'keeps results of queries' };
    if (namedIn('AWS::CodePipeline::Pipeline')) return { name: 'artifacts bucket', what: 'keeps artifacts of the pipeline' };
    return { name: 'log bucket', what: 'keeps the log files' };
  },
  'AWS::S3::BucketPolicy': ({ props }) => {
    const who = services(props);
    return { name: 'bucket policy', what: `${who ? `lets ${who} write; ` : ''}TLS 1.2 or later only` };
  },
  // By whom its policy admits: what is encrypted may be in another stack.
  'AWS::KMS::Key': ({ props, namedIn }) => {
    const has = (service: string) => JSON.stringify(props.KeyPolicy).includes(service);
    const key = (name: string, what: string) => ({ name, what: `encrypts ${what}; rotated every year` });
    if (has('cloudtrail')) return key('key', 'log files');
    if (has('cloudwatch.amazonaws.com')) return key('alert key', 'alerts');
    if (has('logs')) return key('log group key', 'the log group');
    return namedIn('AWS::Athena::WorkGroup') ? key('results key', 'results of queries') : { name: 'key', what: 'encrypts artifacts of the pipeline' };
  },
  'AWS::KMS::Alias': is('alias', 'names a key'),
  'AWS::Logs::LogGroup': is('log group', `receives the events ${LATENCIES.logGroup.text}, for alarms and queries`),
  'AWS::Logs::MetricFilter': is('metric filter', 'counts the events of one alarm'),
  'AWS::Logs::QueryDefinition': is('saved query', 'answers a question in Logs Insights'),
  'AWS::IAM::Role': ({ props }) => (JSON.stringify(props.AssumeRolePolicyDocument).includes('cloudtrail')
    ? { name: 'logs role', what: 'CloudTrail assumes it to write to the log group' } : { name: 'role', what: 'assumed by people, or by a service' }),
  'AWS::IAM::ManagedPolicy': ({ props }) => ({
    name: 'policy', what: JSON.stringify(props).includes('athena:') ? 'lets analysts query' : 'lets that role write the log streams of this trail',
  }),
  'AWS::IAM::Policy': is('policy', 'what a role may do'),
  'AWS::SNS::Topic': ({ namedIn }) => (namedIn('AWS::CloudTrail::Trail')
    ? { name: 'topic', what: 'tells of every log file that is delivered' } : { name: 'alert topic', what: 'tells people what alarms and rules report' }),
  'AWS::SNS::TopicPolicy': ({ props }) => ({ name: 'topic policy', what: `lets ${services(props)} publish` }),
  'AWS::SNS::Subscription': ({ props }) => ({ name: 'subscription', what: `is told by ${props.Protocol}` }),
  'AWS::CloudWatch::Alarm': is('alarm', 'goes off at such events, or when nothing arrives'),
  'AWS::CloudWatch::Dashboard': is('dashboard', 'who did what, when and where'),
  'AWS::Events::Rule': is('rule', 'reports calls against the trail and what belongs to it'),
  'AWS::Glue::Database': is('database', 'for Athena'),
  'AWS::Glue::Table': is('table', 'tells Athena where log files are'),
  'AWS::Athena::WorkGroup': is('workgroup', 'limits what a query may read'),
  'AWS::Athena::NamedQuery': is('saved query', 'answers a question in Athena'),
  'AWS::Organizations::Policy': is('organization policy', 'refuses what would stop or weaken the trail'),
  'AWS::CodePipeline::Pipeline': is('pipeline', 'deploys the stages'),
  'AWS::CodeBuild::Project': is('project', 'runs a step of the pipeline'),
};
