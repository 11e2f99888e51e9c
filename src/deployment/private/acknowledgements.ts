import type { IConstruct } from 'constructs';
import { acknowledge, acknowledgeWildcards, FRAMEWORK_PACKS } from '../../private/acknowledge';

export function acknowledgeLogGroup(logGroup: IConstruct): void {
  acknowledge(logGroup, FRAMEWORK_PACKS, 'CloudWatchLogGroupEncrypted',
    'The log names stacks and rules, and holds no events and no templates. CloudWatch Logs encrypts it with a key of its own; set `logGroup` to use another one.');
}

export function acknowledgeLogStreams(policy: IConstruct, resource: string): void {
  acknowledgeWildcards(policy, [resource],
    'Lambda generates the names of the log streams. The wildcard covers the streams of this function\'s log group and nothing else.');
}

export function acknowledgeFunction(judge: IConstruct): void {
  acknowledge(judge, FRAMEWORK_PACKS, 'LambdaConcurrency', 'CloudFormation invokes the function once for an operation; a limit would make deployments fail that run at the same time.');
  acknowledge(judge, FRAMEWORK_PACKS, 'LambdaDLQ', 'CloudFormation waits for the answer of the function, so there is no message to keep.');
  acknowledge(judge, FRAMEWORK_PACKS, 'LambdaInsideVPC', 'The function uses no resource of a VPC: it downloads one template by the URL that CloudFormation gives to it.');
}
