/** How an app is tried: deployed, or refused by an error that names a prop. */
import { assemblyOf } from '../assembly';
import { type Build, PRINCIPALS, Scene } from '../edits/scenes';
import { type Existing, play, type Step } from '../rehearsal';
import type { Problem } from '../report';
import { TrailLogArchive, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

export type Finding = Pick<Problem, 'check' | 'message'>;

export interface Scenario {
  readonly name: string;
  run(): Finding[];
}

/** An error that says which prop is wrong, or which member was called. */
export const NAMES_A_PROP = /^`[\w.[\]()]+`/;

export const synthesized = (build: Build, scene = new Scene()) => {
  build(scene);
  return assemblyOf(scene.app);
};

/** Deployed without a problem, or refused by an error that names a prop. */
export function deploys(build: Build, { scene, ...options }: { existing?: Existing[]; scene?: Scene } = {}): Finding[] {
  try {
    return [...play([{ name: 'first', deploy: synthesized(build, scene) }], { principals: PRINCIPALS, ...options }).problems];
  } catch (error) {
    const { message } = error as Error;
    return NAMES_A_PROP.test(message) ? [] : [{ check: 'obscure', message }];
  }
}

/** Refused by an error that names a prop. */
export function refused(build: Build): Finding[] {
  try {
    synthesized(build);
  } catch (error) {
    const { message } = error as Error;
    return NAMES_A_PROP.test(message) ? [] : [{ check: 'obscure', message }];
  }
  return [{ check: 'accepted', message: 'synthesizes without a word' }];
}

/** Refused, or accepted with a warning about the matter. */
export function refusedOrNoticed(build: Build, about: RegExp): Finding[] {
  const answer = refused(build);
  if (answer.length === 0 || answer[0].check === 'obscure') return answer;
  const texts = messagesOf(build).filter((text) => text.includes('cdk-well-architected-trail:'));
  return texts.some((text) => about.test(text)) ? [] : [{ check: 'accepted', message: 'synthesizes without a warning about it' }];
}

export function messagesOf(build: Build): string[] {
  const scene = new Scene();
  build(scene);
  return scene.app.synth().stacksRecursively.flatMap(({ messages }) => messages).map(({ entry }) => String(entry.data));
}

export const plays = (...steps: Step[]): Finding[] => [...play(steps, { principals: PRINCIPALS }).problems];
export const trail = (props: WellArchitectedTrailProps = {}): Build => (scene) => {
  scene.trail(props);
};
export const archive: Build = (scene) => {
  const { bucket, encryptionKey } = new TrailLogArchive(scene.stack('Archive', { account: '222233334444', region: 'eu-west-1' }), 'Archive');
  scene.trail({ bucket, encryptionKey });
};
