/** Every companion in every arrangement of stacks. */
import { NestedStack } from 'aws-cdk-lib';
import * as cx from 'aws-cdk-lib/cx-api';
import { type Construct } from 'constructs';
import { assemblyOf } from '../assembly';
import { type Finding, plays, type Scenario } from './helpers';
import { Scene } from '../edits/scenes';
import {
  AlertTopic, CisAlarms, DeliveryHealth, TamperDetection, TrailAnalysis, TrailDashboard, TrailQueryDefinitions, WellArchitectedTrail,
} from 'cdk-well-architected-trail';

interface Props {
  readonly trail: WellArchitectedTrail;
  readonly alerts: AlertTopic;
}

type Make = (scope: Construct, props: Props) => void;

const COMPANIONS: Record<string, Make> = {
  '`CisAlarms`': (scope, props) => new CisAlarms(scope, 'Companion', props),
  '`DeliveryHealth`': (scope, props) => new DeliveryHealth(scope, 'Companion', props),
  '`TamperDetection`': (scope, props) => new TamperDetection(scope, 'Companion', props),
  '`TrailDashboard`': (scope, { trail, alerts }) => {
    const alarms = [
      { title: 'CIS', alarms: new CisAlarms(scope, 'Alarms', { trail, alerts }).alarms },
      { title: 'Health', alarms: new DeliveryHealth(scope, 'Health', { trail, alerts }).alarms },
    ];
    new TrailDashboard(scope, 'Companion', { trail, alarms });
  },
  '`TrailQueryDefinitions`': (scope, { trail }) => new TrailQueryDefinitions(scope, 'Companion', { trail }),
  '`TrailAnalysis`': (scope, { trail }) => new TrailAnalysis(scope, 'Companion', { trail }),
};

/** Where trail, companion and alerts are. */
const LAYOUTS: Record<string, (scene: Scene) => { readonly trail: Construct; readonly companion: Construct; readonly alerts: Construct }> = {
  'in a stack that is named before that of the trail': (scene) => ({ trail: scene.stack(), companion: scene.stack('A'), alerts: scene.stack('A') }),
  'in a stack that is named after it': (scene) => ({ trail: scene.stack(), companion: scene.stack('Z'), alerts: scene.stack('Z') }),
  'elsewhere, alerts beside the trail': (scene) => ({ trail: scene.stack(), companion: scene.stack('A'), alerts: scene.stack() }),
  'beside the trail, alerts elsewhere': (scene) => ({ trail: scene.stack(), companion: scene.stack(), alerts: scene.stack('Z') }),
  'in a third stack': (scene) => ({ trail: scene.stack(), companion: scene.stack('A'), alerts: scene.stack('Z') }),
  'in a nested stack': (scene) => {
    const nested = new NestedStack(scene.stack(), 'Nested');
    return { trail: scene.stack(), companion: nested, alerts: nested };
  },
  'beside the nested stack of the trail': (scene) => ({ trail: new NestedStack(scene.stack(), 'Nested'), companion: scene.stack(), alerts: scene.stack() }),
  'in another stack than the nested one of the trail': (scene) => (
    { trail: new NestedStack(scene.stack(), 'Nested'), companion: scene.stack('Z'), alerts: new NestedStack(scene.stack('Z'), 'Alerts') }
  ),
};

const STRENGTHS = ['strong', 'both', 'weak'];

function play(make: Make, layout: string, strength: string): Finding[] {
  const scene = new Scene(undefined, undefined, { [cx.DEFAULT_CROSS_STACK_REFERENCES]: strength });
  const { trail, companion, alerts } = LAYOUTS[layout](scene);
  make(companion, { trail: new WellArchitectedTrail(trail, 'Trail', { cloudWatchLogs: {} }), alerts: new AlertTopic(alerts, 'Alerts') });
  return plays({ name: 'first', deploy: assemblyOf(scene.app) });
}

const layoutsOf = (name: string, make: Make) => Object.keys(LAYOUTS).flatMap((layout, index): Scenario[] => {
  const strengths = index === 0 ? STRENGTHS : ['strong'];
  return strengths.map((strength) => ({ name: `${name} ${layout}, ${strength} references`, run: () => play(make, layout, strength) }));
});

export const COMPANION_LAYOUTS: readonly Scenario[] = Object.entries(COMPANIONS).flatMap(([name, make]) => layoutsOf(name, make));
