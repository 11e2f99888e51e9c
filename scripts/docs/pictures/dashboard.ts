/**
 * The dashboard of examples/detection.ts, from the body that the synthesis writes: positions, titles, kinds, columns and
 * alarms are the real ones, the data is made up.
 */
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Box } from './svg';
import { detection } from '../../../examples/detection';
import { CIS_CONTROLS } from '../../../src/cloudtrail/cis/cis-controls';

const UNIT = { x: 52, y: 34 };
const GAP = 6;
const COLOR = {
  ink: '#16191f', dim: '#5f6b7a', line: '#d5dbdb', back: '#f2f3f3', card: '#ffffff', blue: '#1f77b4', green: '#2ca02c', red: '#d13212', orange: '#ff7f0e',
};
const PALETTE = [COLOR.blue, COLOR.orange, COLOR.green, '#9467bd', '#8c564b'];

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

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const text = (x: number, y: number, size: number, what: string, color = COLOR.ink, weight = 400) =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${color}" font-weight="${weight}">${escape(what)}</text>`;
const rect = ({ x, y, width, height }: Box, fill: string, more = '') => `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`;

/** Made up, and the same every time. */
const wave = (index: number) => 0.35 + 0.3 * Math.sin(index * 0.9) + 0.2 * Math.sin(index * 2.3 + 1);

/** What the synthesis says, with the names of what it refers to. */
function widgets(): Widget[] {
  const [stack] = detection(new App({ outdir: join(__dirname, '..', '..', '..', 'cdk.out', 'dashboard-picture') })).synth().stacks;
  const resource = Object.values<any>(stack.template.Resources).find(({ Type }) => Type === 'AWS::CloudWatch::Dashboard');
  const parts: unknown[] = resource.Properties.DashboardBody['Fn::Join'][1];
  const body = parts.map((part) => typeof part === 'string' ? part : [Object.values(part as object)[0]].flat()[0]).join('');
  return JSON.parse(body).widgets;
}

function drawText({ x, y }: Box, markdown: string): string {
  const [title, ...rest] = markdown.split('\n');
  return text(x + 14, y + 28, 20, title.replace(/^#+ /, ''), COLOR.ink, 700) + text(x + 14, y + 50, 12, rest.join(' ').replace(/\*/g, ''), COLOR.dim);
}

/** The name of the alarm as the console shows it, without the stack in front. */
const labelOf = (logicalId: string) => {
  const control = CIS_CONTROLS.find(({ id }) => logicalId.startsWith(`CisAlarms${id}Alarm`));
  return control ? `${String(control.number).padStart(2, '0')}-${control.id}` : logicalId.replace(/[0-9A-F]{8}$/, '');
};

function drawAlarms({ x, y, width, height }: Box, alarms: string[]): string {
  const columns = Math.max(1, Math.floor(width / 180));
  const tile = { width: (width - 20) / columns - 6, height: Math.min(30, (height - 34) / Math.ceil(alarms.length / columns) - 5) };
  return alarms.map((name, index) => {
    const at = { x: x + 12 + (index % columns) * (tile.width + 6), y: y + 34 + Math.floor(index / columns) * (tile.height + 5), ...tile };
    // One is triggered, so that the picture shows what that looks like.
    const triggered = name.startsWith('CisAlarmsIamPolicyChanges');
    return rect(at, triggered ? '#fdf3f1' : '#f2f8f0', `stroke="${triggered ? COLOR.red : COLOR.green}" rx="3"`) + text(at.x + 8, at.y + at.height / 2 + 4, 11, labelOf(name));
  }).join('');
}

/** Names of the columns that a query answers with. */
function columnsOf(query: string): string[] {
  const [, fields] = /\| fields (.*)/.exec(query) ?? [];
  const [, counts, by] = /\| stats (.*) by (.*)/.exec(query) ?? [];
  const named = (list = '') => list.replace(/\w+\([^)]*\) as (\w+)/g, '$1').split(', ').map((name) => name.split('.').slice(-1)[0]);
  return (counts ? [...named(by), ...named(counts)] : named(fields)).filter((name) => !['@message', 'eventID'].includes(name));
}

function drawTable({ x, y, width, height }: Box, query: string): string {
  const columns = columnsOf(query).slice(0, Math.floor(width / 124));
  const step = (width - 24) / columns.length;
  const rows = Math.floor((height - 62) / 21);
  return columns.map((name, column) => text(x + 12 + column * step, y + 48, 11, name, COLOR.dim, 600)
    + Array.from({ length: rows }, (_, row) => rect(
      { x: x + 12 + column * step, y: y + 62 + row * 21, width: step * (0.45 + 0.35 * Math.abs(Math.sin(row * 3 + column * 5))), height: 8 }, '#e3e8eb', 'rx="4"',
    )).join('')).join('') + rect({ x: x + 12, y: y + 54, width: width - 24, height: 1 }, COLOR.line);
}

function drawChart({ x, y, width, height }: Box, view: string, phase = 4): string {
  const plot = { x: x + 16, y: y + 40, width: width - 32, height: height - 56 };
  const bottom = plot.y + plot.height;
  const axis = rect({ x: plot.x, y: bottom, width: plot.width, height: 1 }, COLOR.line);
  if (view === 'pie') {
    const radius = Math.min(plot.width, plot.height) / 2 - 4;
    const center = { x: plot.x + radius + 10, y: plot.y + plot.height / 2 };
    const shares = [0.34, 0.24, 0.18, 0.14, 0.1];
    const point = (share: number) => `${(center.x + radius * Math.sin(2 * Math.PI * share)).toFixed(1)},${(center.y - radius * Math.cos(2 * Math.PI * share)).toFixed(1)}`;
    return ['ec2', 'iam', 's3', 'lambda', 'kms'].map((service, index) => {
      const start = shares.slice(0, index).reduce((sum, share) => sum + share, 0);
      const legend = { x: center.x + radius + 24, y: plot.y + 12 + index * 22 };
      return `<path d="M${center.x},${center.y} L${point(start)} A${radius},${radius} 0 0 1 ${point(start + shares[index])} Z" fill="${PALETTE[index]}"/>`
        + rect({ x: legend.x, y: legend.y, width: 10, height: 10 }, PALETTE[index]) + text(legend.x + 16, legend.y + 9, 11, `${service}.amazonaws.com`, COLOR.dim);
    }).join('');
  }
  const count = 24;
  if (view === 'bar') {
    return axis + Array.from({ length: count }, (_, index) => {
      const tall = plot.height * Math.max(0.05, wave(index));
      const bar = { x: plot.x + index * plot.width / count, y: Math.round(bottom - tall), width: plot.width / count - 3, height: Math.round(tall) };
      return rect(bar, index === 17 ? COLOR.red : COLOR.blue);
    }).join('');
  }
  const points = Array.from({ length: count + 1 }, (_, index) => {
    const tall = plot.height * Math.max(0.03, wave(index + phase));
    return `${(plot.x + index * plot.width / count).toFixed(1)},${(bottom - tall).toFixed(1)}`;
  });
  return `${axis}<polyline points="${points.join(' ')}" fill="none" stroke="${COLOR.blue}" stroke-width="2"/>`;
}

function draw({ type, properties, ...at }: Widget): string {
  const box = { x: at.x * UNIT.x + GAP / 2, y: at.y * UNIT.y + GAP / 2, width: at.width * UNIT.x - GAP, height: at.height * UNIT.y - GAP };
  const card = rect(box, COLOR.card, `stroke="${COLOR.line}" rx="4"`) + (properties.title ? text(box.x + 12, box.y + 23, 14, properties.title, COLOR.ink, 700) : '');
  switch (type) {
    case 'text': return card + drawText(box, properties.markdown!);
    case 'alarm': return card + drawAlarms(box, properties.alarms!);
    case 'metric': return card + drawChart(box, 'line', at.x);
    default: return card + (properties.view === 'table' ? drawTable(box, properties.query!) : drawChart(box, properties.view === 'timeSeries' ? 'line' : properties.view!));
  }
}

export function dashboard(): string {
  const all = widgets();
  const size = { width: 24 * UNIT.x, height: Math.max(...all.map(({ y, height }) => y + height)) * UNIT.y };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" font-family="Helvetica, Arial, sans-serif" role="img">`,
    '<title>Layout of the dashboard, with made-up data</title>',
    rect({ x: 0, y: 0, ...size }, COLOR.back),
    ...all.map(draw),
    '</svg>',
    '',
  ].join('\n');
}
