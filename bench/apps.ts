import { App, Stack, Validations, type IPolicyValidationContext } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

/** An app that was synthesized, as the framework hands it to a plugin. */
export interface SynthesizedApp {
  readonly resources: number;
  readonly context: IPolicyValidationContext;
}

const STACKS = 50;

/** What a service of a workload is made of. */
function service(stack: Stack, id: string): void {
  const bucket = new Bucket(stack, `${id}Data`, { enforceSSL: true, versioned: true });
  const queue = new Queue(stack, `${id}Queue`, { enforceSSL: true });
  const logGroup = new LogGroup(stack, `${id}Logs`, { retention: 30 });
  const role = new Role(stack, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  bucket.grantRead(role);
  queue.grantConsumeMessages(role);
  role.addToPolicy(new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));
  new CfnFunction(stack, `${id}Function`, {
    role: role.roleArn,
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    code: { zipFile: 'exports.handler = async () => {};' },
    environment: { variables: { BUCKET: bucket.bucketName, QUEUE: queue.queueUrl } },
  });
}

/** An app of so many resources in 50 stacks, one trail among them. */
export function workload(resources: number): SynthesizedApp {
  const app = new App();
  const stacks = Array.from({ length: STACKS }, (_, index) => new Stack(app, `Stack${index}`));
  new WellArchitectedTrail(stacks[0], 'Trail', { cloudWatchLogs: {} });
  const perService = 8;
  for (let index = 0; index < resources / perService; index++) service(stacks[index % STACKS], `S${index}`);
  return synthesized(app);
}

/** An app of trails, ten in a stack. */
export function trails(count: number): SynthesizedApp {
  const app = new App();
  for (let index = 0; index < count; index += 10) {
    const stack = new Stack(app, `Stack${index}`);
    for (let trail = 0; trail < 10; trail++) new WellArchitectedTrail(stack, `Trail${trail}`, { cloudWatchLogs: {} });
  }
  return synthesized(app);
}

function synthesized(app: App): SynthesizedApp {
  let context: IPolicyValidationContext | undefined;
  Validations.of(app).addPlugins({
    name: 'Capture',
    validate: (given) => {
      context = given; return { success: true, violations: [] };
    },
  });
  const { stacks } = app.synth();
  return { resources: stacks.reduce((sum, { template }) => sum + Object.keys(template.Resources).length, 0), context: context! };
}
