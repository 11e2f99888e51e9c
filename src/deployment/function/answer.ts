import { type HookAnnotation, type HookResponse, MESSAGE_LENGTH } from './request';
import { count, type ReportedFinding } from '../../command/report/model';
import { shown } from '../../nag/reporting/shown';

/** More would help nobody, and it is not documented how many a hook may return. */
const ANNOTATIONS = 50;

/** What is said of a template that was judged: it fails if a finding is of error level. */
export function answerTo(stackName: string, findings: readonly ReportedFinding[], failClosed: boolean): Omit<HookResponse, 'clientRequestToken'> {
  const failed = findings.filter(({ severity, unjudged }) => severity === 'error' && !unjudged);
  const unjudged = findings.filter((finding) => finding.unjudged);
  const others = findings.filter((finding) => !failed.includes(finding) && !unjudged.includes(finding));
  const annotations = [...failed, ...unjudged, ...others].slice(0, ANNOTATIONS).map(annotationOf);
  const detail = { ...(annotations.length > 0 && { annotations }) };
  const further = [...unjudged, ...others];
  if (failed.length > 0) {
    const begin = `The template of ${stackName} has ${count(failed.length, 'error')} for its CloudTrail trails.`;
    return { hookStatus: 'FAILED', errorCode: 'NonCompliant', message: messageOf(begin, failed, further), ...detail };
  }
  if (unjudged.length > 0 && failClosed) {
    const begin = `The template of ${stackName} could not be judged by ${count(unjudged.length, 'rule')}.`;
    return { hookStatus: 'FAILED', errorCode: 'InternalFailure', message: messageOf(begin, unjudged, others), ...detail };
  }
  const begin = `The template of ${stackName} has no errors for CloudTrail trails.`;
  return { hookStatus: 'SUCCESS', message: messageOf(begin, further, []), ...detail };
}

/** As many findings as a message has room for, then the names of the others. */
function messageOf(begin: string, findings: readonly ReportedFinding[], others: readonly ReportedFinding[]): string {
  const lines = [begin];
  const room = MESSAGE_LENGTH - 600;
  const left = [...findings];
  for (let [next] = left; next && lines.join('\n').length + lineOf(next).length < room; [next] = left) {
    lines.push(lineOf(next));
    left.shift();
  }
  if (left.length > 0) lines.push(`And ${left.length} more: ${names(left)}.`);
  if (others.length > 0) lines.push(`Also: ${names(others)}.`);
  if (findings.length > 0) lines.push('`npx cdk-well-architected-trail check` says the same of the template, and `explain RULE` more of a rule.');
  return lines.join('\n').slice(0, MESSAGE_LENGTH);
}

function lineOf({ severity, id, place, message, fix }: ReportedFinding): string {
  return `- ${severity} ${nameOf(id)}${place.logicalId === undefined ? '' : ` at ${shown(place.logicalId)}`}: ${message} Fix: ${fix}`;
}

/** Each name once, few enough for the room that is left. */
function names(findings: readonly ReportedFinding[]): string {
  const all = [...new Set(findings.map(({ id }) => nameOf(id).replace(/\[.*$/s, '')))];
  return `${all.slice(0, 5).join(', ')}${all.length > 5 ? ', …' : ''}`;
}

const nameOf = (id: string) => id.replace('WellArchitectedTrail-', '');

const SEVERITIES = { error: 'HIGH', warning: 'MEDIUM', info: 'LOW' } as const;

function annotationOf({ id, answer, message, fix, docs, severity }: ReportedFinding): HookAnnotation {
  return {
    annotationName: nameOf(id).slice(0, 1024),
    status: answer === 'cannot-tell' ? 'SKIPPED' : 'FAILED',
    statusMessage: message,
    remediationMessage: fix,
    remediationLink: docs,
    severityLevel: SEVERITIES[severity],
  };
}
