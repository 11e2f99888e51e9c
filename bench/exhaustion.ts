import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { adversaries } from './adversaries';
import { compiledPackage, inFreshProcess } from './child';
import type { Measurement } from './measure';

/** Milliseconds of the processors that a small template may cost, and of the clock when to give up. */
const SMALL_INPUT = 1_000;
const TIMEOUT = 60_000;
/** Characters of all findings of one template. */
const TEXT = 50_000;

/** A template of so many characters may take so many times as much memory. */
const LARGE = 60_000_000;
const TIMES_ITS_SIZE = 10;

const bytes = (count: number) => count / 1024 ** 2;

/** Each input in a process of its own that has judged a few ordinary resources before, and its findings as they would be printed. */
export function onAdversaries(): Measurement[] {
  const directory = mkdtempSync(path.join(tmpdir(), 'bench-adversaries-'));
  const file = path.join(directory, 'template.json');
  try {
    return adversaries().flatMap(({ name, template }): Measurement[] => {
      writeFileSync(file, template);
      const result = inFreshProcess(program(file), TIMEOUT);
      if (!result) return [{ name, unit: 'ms', value: TIMEOUT, limit: SMALL_INPUT, note: 'stopped' }];
      return [
        { name, unit: 'ms', value: result.time, limit: SMALL_INPUT },
        ...result.text > TEXT ? [{ name: `text of ${name}`, unit: 'KB' as const, value: result.text / 1024, limit: TEXT / 1024 }] : [],
      ];
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The most memory that a process takes which judges one template of 60 MB, without what it takes before. */
export function onOneLargeTemplate(): Measurement[] {
  const directory = mkdtempSync(path.join(tmpdir(), 'bench-large-'));
  const file = path.join(directory, 'template.json');
  try {
    const [{ template }] = adversaries();
    const made = JSON.parse(template) as { Resources: object };
    const topic = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'x'.repeat(100), Tags: [{ Key: 'Team', Value: 'Audit' }] } };
    const count = Math.floor(LARGE / JSON.stringify({ Topic000000: topic }).length);
    const Resources = { ...made.Resources, ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`Topic${index}`, topic])) };
    const text = JSON.stringify({ ...made, Resources });
    writeFileSync(file, text);
    const { memory, time } = inFreshProcess(program(file), 60_000) ?? { memory: Infinity, time: 60_000 };
    const against = { name: 'the template', value: bytes(text.length) };
    return [
      { name: 'memory for a template of 60 MB', unit: 'MB', value: bytes(memory), against, limit: TIMES_ITS_SIZE },
      { name: 'time for a template of 60 MB', unit: 'ms', value: time },
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Judges the template in a file, as the rule pack does it. */
function program(file: string): string {
  const inPack = (module: string) => JSON.stringify(path.join(path.dirname(compiledPackage()), 'nag', module));
  return `
    const { TemplateSet } = require(${inPack('engine/cloudformation/template-set')});
    const { judgeActive } = require(${inPack('reporting/judge-active')});
    const { described } = require(${inPack('reporting/described')});
    const { activeRules } = require(${inPack('reporting/levels')});
    const active = activeRules([], {});
    const judge = (text) => judgeActive(new TemplateSet([{ stackPath: 'Audit', templatePath: 'Audit.json', text }]), active, 365);
    judge(JSON.stringify({ Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: { Ref: 'Bucket' } } }, Bucket: { Type: 'AWS::S3::Bucket' } } }));
    const before = process.memoryUsage().rss;
    const text = require('fs').readFileSync(${JSON.stringify(file)}, 'utf8');
    const start = process.cpuUsage();
    const findings = judge(text);
    const { user, system } = process.cpuUsage(start);
    const time = (user + system) / 1000;
    const length = findings.reduce((sum, finding) => sum + JSON.stringify(described(finding, {}, active)).length, 0);
    console.log(JSON.stringify({ time, text: length, memory: process.resourceUsage().maxRSS * 1024 - before }));
  `;
}
