/**
 * The dashboard of examples/detection.ts, from the body that the synthesis writes: positions, titles, kinds, columns and names of alarms are
 * the real ones, the events are made up.
 */
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { rowsOf, valueOf } from './made-up-events';
import { type Box, type Colour, type Pen, widthOf } from './svg';
import { detection } from '../../../examples/detection';

const UNIT = { x: 52, y: 34 };
const GAP = 6;
const SERIES: Colour[] = ['first', 'second', 'third', 'fourth', 'fifth'];

interface Widget {
  readonly type: 'text' | 'alarm' | 'log' | 'metric';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly query?: string;
    readonly view?: string;
    readonly alarms?: string[];
  };
}

/** What the synthesis says, with the names of what it refers to. */
function synthesized(): { widgets: Widget[]; nameOf: (alarm: string) => string } {
  const [stack] = detection(new App({ outdir: join(__dirname, '..', '..', '..', 'cdk.out', 'dashboard-picture') })).synth().stacks;
  const resources: { [logicalId: string]: any } = stack.template.Resources;
  const resource = Object.values(resources).find(({ Type }) => Type === 'AWS::CloudWatch::Dashboard');
  const parts: unknown[] = resource.Properties.DashboardBody['Fn::Join'][1];
  const body = parts.map((part) => typeof part === 'string' ? part : [Object.values(part as object)[0]].flat()[0]).join('');
  // CloudFormation names an alarm without a name by its logical id and a suffix.
  return { widgets: JSON.parse(body).widgets, nameOf: (alarm) => resources[alarm].Properties.AlarmName ?? `${stack.stackName}-${alarm}-1A2B3C4D` };
}

/** As much of a text as there is room for. */
function cut(text: string, width: number, size: number): string {
  if (widthOf(text, size) <= width) return text;
  const room = Math.max(1, Math.floor(width / widthOf('m', size)) - 1);
  return `${text.slice(0, room)}…`;
}

class Dashboard {
  constructor(private readonly pen: Pen, private readonly nameOf: (alarm: string) => string) {}

  public draw({ type, properties, ...at }: Widget): string {
    const box = { x: at.x * UNIT.x + GAP / 2, y: at.y * UNIT.y + GAP / 2, width: at.width * UNIT.x - GAP, height: at.height * UNIT.y - GAP };
    const title = properties.title ?? '';
    const card = this.pen.rect(box, 'card', 'line') + this.pen.words({ x: box.x + 12, y: box.y + 23 }, title, { size: 14, weight: 700 });
    switch (type) {
      case 'text': return card + this.text(box, properties.markdown!);
      case 'alarm': return card + this.alarms(box, properties.alarms!);
      case 'metric': return card + this.lines(box, title.startsWith('Bytes') ? { top: 3_000_000, unit: 'bytes' } : { top: 2_000, unit: 'events' }, at.x);
      default: return card + this.log(box, title, properties.view!, properties.query!);
    }
  }

  private log(box: Box, title: string, view: string, query: string): string {
    if (view === 'table') return this.table(box, title, columnsOf(query));
    if (view === 'pie') return this.pie(box);
    return view === 'bar' ? this.bars(box) : this.lines(box, { top: 40, unit: 'denied calls an hour' }, 4);
  }

  private text({ x, y }: Box, markdown: string): string {
    const [title, ...rest] = markdown.split('\n');
    return this.pen.words({ x: x + 14, y: y + 28 }, title.replace(/^#+ /, ''), { size: 20, weight: 700 })
      + this.pen.words({ x: x + 14, y: y + 50 }, rest.join(' ').replace(/\*/g, ''), { colour: 'who' });
  }

  private alarms({ x, y, width, height }: Box, alarms: string[]): string {
    const columns = Math.max(1, Math.floor(width / 230));
    const tile = { width: (width - 20) / columns - 6, height: Math.min(30, (height - 34) / Math.ceil(alarms.length / columns) - 5) };
    return alarms.map((alarm, index) => {
      const at = { x: x + 12 + (index % columns) * (tile.width + 6), y: y + 34 + Math.floor(index / columns) * (tile.height + 5), ...tile };
      // One is triggered, so that the picture shows what that looks like.
      const triggered = this.nameOf(alarm).endsWith('IamPolicyChanges');
      return this.pen.rect(at, triggered ? 'alarm' : 'calm', triggered ? 'alarmLine' : 'calmLine', 3)
        + this.pen.words({ x: at.x + 8, y: at.y + at.height / 2 + 4 }, cut(this.nameOf(alarm), tile.width - 16, 11), { size: 11 });
    }).join('');
  }

  private table({ x, y, width, height }: Box, title: string, all: string[]): string {
    // A table of the console scrolls to the right; here it ends.
    const columns = all.slice(0, Math.max(3, Math.floor(width / 130)));
    const step = (width - 24) / columns.length;
    const rows = rowsOf(title, Math.floor((height - 58) / 25));
    const cells = columns.flatMap((name, column) => {
      const left = x + 12 + column * step;
      return [
        this.pen.words({ x: left, y: y + 46 }, cut(name, step - 10, 11), { size: 11, weight: 600, colour: 'who' }),
        ...Array.from({ length: rows }, (_, row) => this.pen.words({ x: left, y: y + 70 + row * 25 }, cut(valueOf(title, name, row), step - 10, 11), { size: 11, colour: 'soft' })),
      ];
    });
    const rules = Array.from({ length: rows }, (_, row) => this.rule(x + 12, y + 54 + row * 25, width - 24));
    return [...rules, ...cells].join('');
  }

  private rule(x: number, y: number, width: number): string {
    return this.pen.rect({ x, y, width, height: 0.5 }, 'line', 'line', 0, 'stroke-width="0"');
  }

  /** Two axes with their numbers, and the place between them. */
  private axes({ x, y, width, height }: Box, { top, unit }: { top: number; unit: string }): { plot: Box; drawn: string } {
    const plot = { x: x + 56, y: y + 52, width: width - 76, height: height - 84 };
    const values = [1, 0.5, 0].map((share) => this.pen.words(
      { x: x + 12, y: plot.y + plot.height * (1 - share) + 4 }, short(top * share), { size: 10, colour: 'who' },
    ) + this.rule(plot.x, plot.y + plot.height * (1 - share), plot.width));
    const hours = ['09:00', '15:00', '21:00', '03:00', '09:00'].map((hour, index) =>
      this.pen.words({ x: plot.x + (plot.width - 26) * index / 4, y: plot.y + plot.height + 18 }, hour, { size: 10, colour: 'who' }));
    return { plot, drawn: [...values, ...hours, this.pen.words({ x: plot.x, y: y + 42 }, unit, { size: 10, colour: 'who' })].join('') };
  }

  /** A day by the hour: what succeeded, and what failed on top of it. */
  private bars(box: Box): string {
    const { plot, drawn } = this.axes(box, { top: 40, unit: 'signIns an hour' });
    const bottom = plot.y + plot.height, step = plot.width / 24;
    const stacks = Array.from({ length: 24 }, (_, hour) => {
      const success = plot.height * Math.max(0.05, wave(hour)) * 0.8, failure = plot.height * (hour === 17 ? 0.3 : hour % 5 === 0 ? 0.06 : 0);
      const bar = (from: number, tall: number, colour: Colour) => tall === 0 ? ''
        : this.pen.rect({ x: round(plot.x + hour * step), y: round(bottom - from - tall), width: round(step - 3), height: round(tall) }, colour, colour, 0, 'stroke-width="0"');
      return bar(0, success, 'first') + bar(success, failure, 'second');
    });
    return drawn + stacks.join('') + this.legend({ x: plot.x + plot.width - 120, y: box.y + 34 }, ['Success', 'Failure']);
  }

  private lines(box: Box, scale: { top: number; unit: string }, phase: number): string {
    const { plot, drawn } = this.axes(box, scale);
    const points = Array.from({ length: 25 }, (_, hour) =>
      `${round(plot.x + hour * plot.width / 24)},${round(plot.y + plot.height * (1 - Math.max(0.03, wave(hour + phase))))}`);
    return `${drawn}<polyline points="${points.join(' ')}" fill="none" stroke="${this.pen.colour('first')}" stroke-width="2"/>`;
  }

  private pie({ x, y, width, height }: Box): string {
    const radius = Math.min(width - 32, height - 56) / 2 - 4;
    const center = { x: x + 26 + radius, y: y + 40 + (height - 56) / 2 };
    const shares = [0.34, 0.24, 0.18, 0.14, 0.1];
    const point = (share: number) => `${round(center.x + radius * Math.sin(2 * Math.PI * share))},${round(center.y - radius * Math.cos(2 * Math.PI * share))}`;
    const services = ['ec2', 'iam', 's3', 'lambda', 'kms'].map((service) => `${service}.amazonaws.com`);
    const slices = shares.map((share, index) => {
      const start = shares.slice(0, index).reduce((sum, each) => sum + each, 0);
      return `<path d="M${center.x},${round(center.y)} L${point(start)} A${radius},${radius} 0 0 1 ${point(start + share)} Z" fill="${this.pen.colour(SERIES[index])}"/>`;
    });
    return slices.join('') + this.legend({ x: center.x + radius + 24, y: y + 60 }, services, 22);
  }

  /** Beside one another, or below. */
  private legend({ x, y }: { x: number; y: number }, names: string[], down = 0): string {
    return names.map((name, index) => {
      const at = { x: x + (down ? 0 : index * 64), y: y + index * down };
      return this.pen.rect({ ...at, width: 10, height: 10 }, SERIES[index], SERIES[index], 0) + this.pen.words({ x: at.x + 16, y: at.y + 9 }, name, { size: 11, colour: 'who' });
    }).join('');
  }
}

const round = (value: number): number => Math.round(value * 10) / 10;
const short = (value: number): string => value >= 1_000_000 ? `${value / 1_000_000}M` : value >= 1_000 ? `${value / 1_000}k` : String(value);

/** Made up, and the same every time. */
const wave = (index: number): number => 0.35 + 0.3 * Math.sin(index * 0.9) + 0.2 * Math.sin(index * 2.3 + 1);

/** Names of the columns that a query answers with. */
function columnsOf(query: string): string[] {
  const [, fields] = /\| fields (.*)/.exec(query) ?? [];
  const [, counts, by] = /\| stats (.*) by (.*)/.exec(query) ?? [];
  const named = (list = '') => list.replace(/\w+\([^)]*\) as (\w+)/g, '$1').split(', ').map((name) => name.split('.').slice(-1)[0]);
  return (counts ? [...named(by), ...named(counts)] : named(fields)).filter((name) => !['@message', 'eventID', 'type'].includes(name));
}

export function dashboard(pen: Pen): string {
  const { widgets, nameOf } = synthesized();
  const size = { width: 24 * UNIT.x, height: Math.max(...widgets.map(({ y, height }) => y + height)) * UNIT.y };
  const of = new Dashboard(pen, nameOf);
  return pen.picture(size.width, size.height, 'Layout of the dashboard, with made-up events', [
    pen.rect({ x: 0, y: 0, ...size }, 'page', 'page', 0),
    ...widgets.map((widget) => of.draw(widget)),
  ]);
}
