import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const PROJECT = path.join(__dirname, 'event-ruler');
const CACHE = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'event-ruler');

/**
 * The engine that EventBridge itself matches events with, run as AWS publishes it.
 *
 * @see https://github.com/aws/event-ruler
 */
export class EventRuler {
  /** The engine, or why it cannot run here: it needs a JDK from 17 on, Maven, and the first time a Maven repository. */
  public static find(): EventRuler | string {
    const java = run('java', ['-version']);
    if (java.status !== 0 || Number(/version "(\d+)/.exec(java.stderr)?.[1]) < 17) {
      return 'there is no JDK of version 17 or later';
    }
    const file = path.join(CACHE, 'classpath');
    if (!fs.existsSync(file) || !fs.readFileSync(file, 'utf8').split(path.delimiter).every((jar) => fs.existsSync(jar))) {
      fs.mkdirSync(CACHE, { recursive: true });
      const maven = run('mvn', ['-q', '-B', '-f', path.join(PROJECT, 'pom.xml'), 'dependency:build-classpath', `-Dmdep.outputFile=${file}`]);
      if (maven.status !== 0) {
        return `Maven did not bring event-ruler: ${maven.error?.message ?? maven.stdout.trim().split('\n')[0]}`;
      }
    }
    return new EventRuler(fs.readFileSync(file, 'utf8'));
  }

  private constructor(private readonly classpath: string) {}

  /** For each event the names of the patterns that match it. */
  public match(patterns: Record<string, unknown>, events: readonly unknown[]): string[][] {
    const judged = run('java', ['-cp', this.classpath, path.join(PROJECT, 'Judge.java')], JSON.stringify({ patterns, events }));
    if (judged.status !== 0) throw new Error(judged.stderr);
    return JSON.parse(judged.stdout);
  }
}

function run(command: string, argv: string[], input?: string) {
  return spawnSync(command, argv, { encoding: 'utf8', input, maxBuffer: 64 * 1024 * 1024 });
}
