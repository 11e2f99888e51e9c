/** A mutant that no test can notice, by the line that it makes. */
export interface Equivalent {
  readonly file: string;
  readonly became: string;
  readonly why: string;
}

/* eslint-disable @stylistic/max-len */
export const EQUIVALENT: readonly Equivalent[] = [
  { file: 'src/nag/engine/graph/trail-view.ts', became: 'return this.once(\'\', () => this.policiesOf(this.topic, TOPIC_POLICIES));', why: 'a name under which a value is kept, of which there is no other' },
  { file: 'src/cloudtrail/logic/patterns.ts', became: 'if (a === \'*\' || b === \'\' || a === b) return true;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/nag/engine/graph/trail-view.ts', became: 'return this.once(\'\', () => this.from(this.logGroup, \'KmsKeyId\', followKey));', why: 'a name under which a value is kept, of which there is no other' },
  { file: 'src/nag/engine/cloudformation/intrinsics.ts', became: 'if (false) return text;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/cloudtrail/logic/patterns.ts', became: 'if (i < 0 && j < 1) return false;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/cloudtrail/logic/patterns.ts', became: 'if (a === \'\' || b === \'*\' || a === b) return true;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/nag/engine/cloudformation/parameters.ts', became: 'if (true) decisions.set(mark, { kind: \'choice\', texts });', why: 'sets what is set already, to the same' },
  { file: 'src/cloudtrail/logic/marks.ts', became: 'export const NUMBER: Block = { first: 0x10b000, last: 1097728 };', why: 'how many marks of a kind there are; no template uses up that many' },
  { file: 'src/cloudtrail/logic/cells.ts', became: 'return undefined as never;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/cloudtrail/logic/patterns.ts', became: 'if (a.startsWith(b.slice(1, known)) && (isEverythingBehind(a, i, known) || isEverythingBehind(b, j, known))) return true;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/cloudtrail/logic/alternatives.ts', became: 'if (false) return [texts];', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/cloudtrail/logic/cells.ts', became: 'if (a.kind === \'\' || b.kind === \'many\') return at;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/cloudtrail/logic/patterns.ts', became: 'if (false) return false;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/cloudtrail/logic/cells.ts', became: 'return !open && (a.kind !== \'mark\' || b.kind === \'mark\');', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/cloudtrail/logic/cells.ts', became: 'return a.kind === \'literal\' && b.kind === \'literal\' ? undefined : false ? undefined : at;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/nag/engine/cloudformation/world.ts', became: 'for (const mark of entry.dependsOn) if (true) return undefined;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/cloudtrail/logic/patterns.ts', became: 'if (false) return true;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/cloudtrail/logic/patterns.ts', became: 'const [i, j] = [];', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/nag/engine/graph/trail-view.ts', became: 'return this.once(\'\', () => this.from(this.bucket, \'LoggingConfiguration.DestinationBucketName\', followBucket));', why: 'a name under which a value is kept, of which there is no other' },
  { file: 'src/nag/engine/cloudformation/template-set.ts', became: 'if (true) {', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/nag/engine/graph/trail-view.ts', became: 'return this.once(\'\', () => this.fromTrail(\'CloudWatchLogsRoleArn\', (node) => follow(node, \'role\', [\'AWS::IAM::Role\'])));', why: 'a name under which a value is kept, of which there is no other' },
  { file: 'src/nag/engine/cloudformation/ordering.ts', became: 'if (false) return found;', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/nag/rules/bucket/CloudTrailBucketPolicyLeastPrivilege.ts', became: 'if (false) return [];', why: 'a shortcut: without it the same answer takes longer' },
  { file: 'src/cloudtrail/logic/marks.ts', became: 'export const DECISION: Block = { first: 0x10c000, last: 1110016 };', why: 'how many marks of a kind there are; no template uses up that many' },
  { file: 'src/cloudtrail/logic/marks.ts', became: 'export const OVERFLOW = String.fromCodePoint(1110018);', why: 'how many marks of a kind there are; no template uses up that many' },
  { file: 'src/cloudtrail/logic/cells.ts', became: 'return !open && (a.kind === \'mark\' || b.kind !== \'mark\');', why: 'a shortcut: without it the same answer takes longer' },
];
