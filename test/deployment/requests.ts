import { rightTemplate, type TestTemplate } from '../nag/helpers/templates';

/*
 * The requests of the CloudFormation Hooks User Guide, with a trail in place of the queue and the table.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/lambda-hooks-create-lambda-function.html
 */

export const STACK_ID = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/MyStack/1a2345b6-0000-00a0-a123-00abc0abc000';
const CHANGE_SET_ID = 'arn:aws:cloudformation:eu-west-1:111122223333:changeSet/SampleChangeSet/1a2345b6-0000-00a0-a123-00abc0abc000';
export const URL = 'https://s3.eu-west-1.amazonaws.com/payloads/1?X-Amz-Signature=secret';
const hookModel = { LambdaFunction: 'arn:aws:lambda:eu-west-1:111122223333:function:MyFunction' };

export const STACK_REQUEST = {
  clientRequestToken: 'f8da6d11-b23f-48f4-814c-0fb6a667f50e',
  awsAccountId: '111122223333',
  stackId: STACK_ID,
  changeSetId: null,
  hookTypeName: 'my::lambda::stackhook',
  hookTypeVersion: '00000008',
  hookModel,
  actionInvocationPoint: 'UPDATE_PRE_PROVISION',
  requestData: { targetName: 'STACK', targetType: 'STACK', targetLogicalId: 'MyStack', payload: URL },
  requestContext: { invocation: 1, callbackContext: null },
};

export const CHANGE_SET_REQUEST = {
  ...STACK_REQUEST,
  changeSetId: CHANGE_SET_ID,
  hookTypeName: 'my::lambda::changesethook',
  actionInvocationPoint: 'CREATE_PRE_PROVISION',
  requestData: { targetName: 'CHANGE_SET', targetType: 'CHANGE_SET', targetLogicalId: CHANGE_SET_ID, payload: URL },
};

export const RESOURCE_REQUEST = {
  ...STACK_REQUEST,
  requestData: {
    targetName: 'AWS::DynamoDB::Table', targetType: 'AWS::DynamoDB::Table', targetLogicalId: 'DDBTable', targetModel: { resourceProperties: {}, previousResourceProperties: {} },
  },
};

export const SETTINGS = {
  ruleLevels: {}, requireTrail: false, requiredRetentionDays: 365, failClosed: false, acceptAcknowledgements: true,
};

/** A trail that is right but for what is changed. */
export function template(change: (right: TestTemplate) => void = () => undefined): string {
  const right = rightTemplate();
  change(right);
  return JSON.stringify(right);
}

export const STOPPED = template(({ Resources }) => {
  Resources.Trail.Properties.IsLogging = false;
});
