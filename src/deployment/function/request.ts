/*
 * What CloudFormation sends to the function of a hook, and what it expects.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/lambda-hooks-create-lambda-function.html
 */

/** The documentation spells two of the names in two ways. */
export interface HookRequest {
  readonly clientRequestToken?: string;
  readonly clientRequesttoken?: string;
  readonly awsAccountId?: string;
  readonly stackId?: string;
  readonly stackID?: string;
  readonly changeSetId?: string | null;
  /** `CREATE_PRE_PROVISION`, `UPDATE_PRE_PROVISION` or `DELETE_PRE_PROVISION`. */
  readonly actionInvocationPoint?: string;
  readonly requestData?: {
    /** `STACK` or `CHANGE_SET`; for resources, their type. */
    readonly targetType?: string;
    /** The name of the stack, or the ARN of the change set. */
    readonly targetLogicalId?: string;
    /** A presigned URL of S3: templates are larger than what a function may be sent. */
    readonly payload?: string;
  };
}

/** What the URL leads to. */
export interface HookPayload {
  /** JSON or YAML as it was sent to CloudFormation; empty when a stack is deleted. */
  readonly template?: string | null;
  /** For change sets only. */
  readonly changedResources?: readonly ChangedResource[] | null;
}

export interface ChangedResource {
  readonly logicalResourceId?: string;
  /** JSON with the properties as they will be, all values as texts; null when the resource is deleted. */
  readonly afterContext?: string | null;
}

export interface HookResponse {
  readonly hookStatus: 'SUCCESS' | 'FAILED';
  /** Required when the hook fails: whether the template was judged, or could not be. */
  readonly errorCode?: 'NonCompliant' | 'InternalFailure';
  readonly message: string;
  readonly clientRequestToken?: string;
  /** What `GetHookResult` and the console show of each finding. */
  readonly annotations?: readonly HookAnnotation[];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Annotation.html */
export interface HookAnnotation {
  readonly annotationName: string;
  readonly status: 'FAILED' | 'SKIPPED';
  readonly statusMessage: string;
  readonly remediationMessage?: string;
  readonly remediationLink?: string;
  readonly severityLevel: 'HIGH' | 'MEDIUM' | 'LOW';
}

/** CloudFormation cuts messages off there. */
export const MESSAGE_LENGTH = 4096;
