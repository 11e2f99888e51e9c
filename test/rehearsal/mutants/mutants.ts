/** Changes of the library, each of which brings a fault back that it had. The rehearsal must notice every one of them. */

export interface LibraryMutant {
  /** Number of the fault, as in docs/rehearsal-mutants.md. */
  readonly fault: string;
  /** What goes wrong. */
  readonly what: string;
  /** What is changed: a text that occurs once in a file of `src`, and what takes its place. */
  readonly changes: readonly (readonly [file: string, text: string, instead: string])[];
  /** The names of the cases that notice. */
  readonly cases: RegExp;
}

export const MUTANTS: readonly LibraryMutant[] = [
  {
    fault: 'F1',
    what: 'rules about a key match the ARN of its alias, which no event has',
    changes: [['detection/private/tamper-targets.ts', 'const behind = keyBehind(key);', 'const behind = key;']],
    cases: /^companions: `TamperDetection` .*alias|^archive: `TamperDetection` is added|^encryptionKey: nothing → a key by its alias, of a trail that is read and watched/,
  },
  {
    fault: 'F2',
    what: 'a reader of another account gives the log bucket another name',
    changes: [['trail/private/buckets.ts', '    bucketName: options.bucketName,', "    bucketName: require('aws-cdk-lib').PhysicalName.GENERATE_IF_NEEDED,"]],
    cases: /^readers: a role of another (account|Region)/,
  },
  {
    fault: 'F3',
    what: 'the key admits CloudWatch Logs for the log group of now only',
    changes: [['trail/private/delivery-policies.ts', "logGroupArn(scope, '*')", "logGroupArn(scope, logGroupName ?? '/aws/cloudtrail/*')"]],
    cases: /^cloudWatchLogs: (a|another) `logGroupName` → nothing|^trailName: nothing → a name, of a trail that is read/,
  },
  {
    fault: 'F4',
    what: 'the key of an existing topic does not admit CloudTrail',
    changes: [['trail/private/delivery-policies.ts', 'topicKey: keys.topic && policy(', 'topicKey: undefined as any && policy(']],
    cases: /^notifications: nothing → an encrypted topic/,
  },
  {
    fault: 'F5',
    what: 'the trail does not wait for the alias of its key',
    changes: [['private/keys.ts', 'if (!isAlias(key)) return [];\n', 'if (key) return [];\n']],
    cases: /^encryptionKey: nothing → a key by its alias, of a trail alone/,
  },
  {
    fault: 'F6',
    what: 'a value that is undefined passes where one is required',
    changes: [['private/checks.ts', "problem(value) : 'must be a string';", 'problem(value) : undefined;']],
    cases: /^an organization ID that is undefined|^a filter for an undefined/,
  },
  {
    fault: 'F7',
    what: 'the policies that name a role of another account do not wait for it',
    changes: [['trail/private/grants.ts', '  own.addStackDependency(theirs);\n', '']],
    cases: /^readers: a role of another account/,
  },
  {
    fault: 'F8',
    what: 'Object Lock is switched on under the same fixed name',
    changes: [['trail/private/log-storage.ts', "objectLock ? '-locked' : ''", "objectLock ? '' : ''"]],
    cases: /^archive: `objectLock` is added|^objectLock: nothing → governance/,
  },
  {
    fault: 'F9',
    what: 'what a first deployment leaves behind blocks the second',
    changes: [['trail/private/removal.ts', 'policy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE', 'policy ?? RemovalPolicy.RETAIN']],
    cases: /^a first deployment that failed/,
  },
  {
    fault: 'F10',
    what: 'the role goes when `cloudWatchLogs` is removed, and the trail keeps it in its settings',
    changes: [['trail/private/log-group.ts', '  if (!removal.destroys) [policy, role].forEach(keepWhenRemoved);\n', '']],
    cases: /^cloudWatchLogs: .* → nothing, of a trail alone/,
  },
  {
    fault: 'F11',
    what: 'the docs promise that no event is lost when the name of a trail changes',
    changes: [['trail/well-architected-trail-props.ts', 'Changing the name replaces the trail and', 'Changing the name replaces the trail, logging goes on without a gap and']],
    cases: /^the docstring of `trailName`/,
  },
  {
    fault: 'F12',
    what: 'the key of an existing bucket does not admit CloudTrail',
    changes: [
      ['trail/private/existing-keys.ts', 'return key && !isAwsManaged(key) ? {', 'return key === null ? {'],
      ['trail/private/delivery-policies.ts', 'bucketKey: keys.bucket && policy(', 'bucketKey: undefined as any && policy('],
    ],
    cases: /^bucket: nothing → a bucket with a key of its own, of a trail alone/,
  },
  {
    fault: 'F13',
    what: 'nobody sees what ends an organization trail',
    changes: [['cloudtrail/tampering.ts', "      organizationCall('DisableAWSServiceAccess', 'takes the member accounts out of the trail'),\n", '']],
    cases: /^what ends an organization trail/,
  },
  {
    fault: 'F13',
    what: 'an organization trail in an opt-in Region leaves out members without a word',
    changes: [['trail/private/organization.ts', 'RegionInfo.get(region).isOptInRegion', 'false']],
    cases: /^an organization trail whose home Region/,
  },
  {
    fault: 'F14',
    what: 'policies get larger than S3 and KMS accept',
    changes: [['private/policy-size.ts', '      if (worst) throw worst.error;\n', '']],
    cases: /^sixty trails on one bucket/,
  },
  {
    fault: 'F14',
    what: 'an archive does not admit trails of another app',
    changes: [['trail/trail-log-archive.ts', '    this.write([trail.region,', '    if (trail) return;\n    this.write([trail.region,']],
    cases: /^an archive is described in another .* by its ARN/,
  },
  {
    fault: 'F14',
    what: 'trails of one name are named one by one, which does not fit',
    changes: [['trail/private/archives.ts', 'return memberTrails !== undefined && !trail', 'return memberTrails === null && !trail']],
    cases: /^sixty trails of one name/,
  },
  {
    fault: 'F15',
    what: 'S3 cannot deliver access logs to the bucket that is given',
    changes: [['trail/well-architected-trail.ts', '    checkAccessLogBucket(this, props.accessLogs?.bucket);\n', '']],
    cases: /^access logs in a bucket/,
  },
  {
    fault: 'F15',
    what: 'CloudTrail cannot use the key that is given',
    changes: [['trail/well-architected-trail.ts', '    checkExistingKeys(this, props);\n', '']],
    cases: /^(an asymmetric|a disabled) key/,
  },
  {
    fault: 'F16',
    what: 'statements for an owner mean the account of the owner',
    changes: [['trail/private/for-owner.ts', 'if (meansTheSame(scope, reader, what, value)) return value;', 'if (reader) return value;']],
    cases: /^the statements are copied/,
  },
  {
    fault: 'N1',
    what: 'an existing key no longer admits CloudWatch Logs when the log group leaves the trail',
    changes: [['trail/private/delivery-policies.ts', 'oneKey && !logGroupName ? [forLogGroups] : []', '[]']],
    cases: /^the log group of a trail with an existing key/,
  },
  {
    fault: 'N1',
    what: 'a former key does not admit CloudWatch Logs, and readers lose it',
    changes: [
      ['trail/private/delivery-policies.ts', '...existing, ...formerKeys].forEach', '...existing].forEach'],
      ['trail/well-architected-trail.ts', '[this.encryptionKey, ...this.formerKeys]', '[this.encryptionKey]'],
    ],
    cases: /^a trail that is read, and has a log group, gets another key/,
  },
  {
    fault: 'C1',
    what: 'a bucket gets a second policy, of which the last one wins',
    changes: [['private/one-policy.ts', 'if (!l1 || resource[REDIRECTED]) return resource;', 'if (resource) return resource;']],
    cases: /^bucket\.(grantRead|addToResourcePolicy) on an L1|^a second trail on an L1|^a bucket (made from an L1|with a policy of its own)/,
  },
  {
    fault: 'C2',
    what: 'a token ends up in the name of a bucket in a nested stack',
    changes: [['trail/private/buckets.ts', '    bucketName: options.bucketName,', "    bucketName: require('aws-cdk-lib').PhysicalName.GENERATE_IF_NEEDED,"]],
    cases: /^a nested trail is read/,
  },
  {
    fault: 'C3',
    what: '`grantRead` throws for an imported alias, with an error that names no prop',
    changes: [['private/keys.ts', '  } catch {\n    return undefined;\n  }\n}\n\n/** Whether AWS manages', '  } catch (error) {\n    throw error;\n  }\n}\n\n/** Whether AWS manages']],
    cases: /^grantRead with an imported alias/,
  },
  {
    fault: 'C4',
    what: 'wildcards in prefixes widen what readers and analysts may do',
    changes: [
      ['cloudtrail/names.ts', "  if (/[*?]/.test(prefix)) return 'must not contain wildcards, which would widen the bucket policy';\n  if (!/^[A-Za-z0-9!_.'()/-]+$/.test(prefix))", "  if (!/^[*A-Za-z0-9!_.'()/-]+$/.test(prefix))"],
      ['analysis/private/validate.ts', "  checkText('resultsPrefix', props.resultsPrefix, objectPrefixProblem, { scope });\n", ''],
    ],
    cases: /^a results prefix with a wildcard|^a source whose prefix/,
  },
  {
    fault: 'C5',
    what: 'stacks that depend on each other are an error of the CDK that names no prop',
    changes: [['private/guard.ts', '    if (node === scope) check(scope, props, otherwise);\n', '    if (!node) check(scope, props, otherwise);\n']],
    cases: /^alarms in a stack of their own|^an analyst of the stack|^the bucket of the trail and what/,
  },
  {
    fault: 'C6',
    what: 'alarms act on a topic of another Region, which CloudWatch refuses',
    changes: [['detection/private/alerting.ts', '  if (knownDifferent(region, place.region)) {\n    throw invalid(prop, `must be in the Region of the alarms', '  if (region === prop) {\n    throw invalid(prop, `must be in the Region of the alarms']],
    cases: /^alerts of another Region/,
  },
];
