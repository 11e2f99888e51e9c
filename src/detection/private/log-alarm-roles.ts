import { ArnFormat, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../private/acknowledge';
import { logGroupArn } from '../../private/resources';

/*
 * As the construct library of the CDK creates the roles of log alarms.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutLogAlarm.html
 */

/** CloudWatch Logs runs the queries with this role, which can query the log group. Encrypted events are decrypted by the service itself. */
export function queryRole(scope: Construct, logGroupName: string): Role {
  return createRole(new Construct(scope, 'Query'), { service: 'logs', source: 'scheduled-query', description: 'Lets CloudWatch Logs run the queries of log alarms' }, [
    new PolicyStatement({ sid: 'QueryLogGroup', actions: ['logs:StartQuery'], resources: [`${logGroupArn(scope, logGroupName)}:*`] }),
    READ_RESULTS(),
  ]);
}

/** CloudWatch reads the events that it sends with this role. */
export function lineRole(scope: Construct): Role {
  return createRole(new Construct(scope, 'LogLine'), { service: 'cloudwatch', source: 'alarm', description: 'Lets CloudWatch read the events that log alarms send' }, [READ_RESULTS()]);
}

/** The results of a query are known by the ID of that query, which is no resource. */
const READ_RESULTS = () => new PolicyStatement({ sid: 'ReadQueryResults', actions: ['logs:GetQueryResults'], resources: ['*'] });

interface RoleOptions {
  readonly service: string;
  /** What the service assumes the role for. */
  readonly source: string;
  readonly description: string;
}

function createRole(scope: Construct, { service, source, description }: RoleOptions, statements: PolicyStatement[]): Role {
  const stack = Stack.of(scope);
  const policy = new ManagedPolicy(scope, 'Policy', { description, statements });
  acknowledgeWildcards(policy, statements.flatMap((statement) => statement.resources),
    'The log streams of one log group have names that CloudTrail chooses, and the results of queries have no ARN: the ID of a query is needed to read them.');
  return new Role(scope, 'Role', {
    description,
    assumedBy: new ServicePrincipal(`${service}.amazonaws.com`, {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service, resource: source, resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME }) },
      },
    }),
    managedPolicies: [policy],
  });
}
