import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { IConstruct } from 'constructs';
import { type EventsContext, type EventsWarning, type SelectorTemplate, toTemplate } from './event-selectors';
import { OpaqueText } from './opaque-text';
import { selectorProblems } from '../../cloudtrail/selectors/selector-problems';
import { readSelection, type Selection } from '../../cloudtrail/selectors/selectors';
import { checkList } from '../../private/checks';
import { invalid, words } from '../../private/invalid';
import { TrailEvents } from '../trail-events';

/** The property of the trail, and what the trail then logs. */
export interface RenderedEvents {
  readonly advancedEventSelectors: CfnTrail.AdvancedEventSelectorProperty[];
  /** For Insights and aggregation, which need events of certain kinds. */
  readonly selection: Selection;
  readonly warnings: EventsWarning[];
}

/**
 * The selectors for the `events` of a trail. They include management events unless the list says otherwise: with advanced event selectors,
 * CloudTrail logs only the events that are selected.
 */
export function renderEvents(events: readonly TrailEvents[] | undefined, context: EventsContext): RenderedEvents {
  const { scope } = context;
  checkList('events', events, TrailEvents, 'TrailEvents.s3Objects()', { scope });
  const listed = events ?? [];
  const management = listed.filter(({ _category }) => _category === 'Management');
  if (management.length > 1) {
    throw invalid('events', 'must select management events once', words(`${management.length} times`), { scope, wayOut: 'Put all options into one `TrailEvents.management()`' });
  }

  const sources = listed.flatMap(({ _networkSource: source }) => source ?? []);
  const twice = sources.find((source, i) => sources.indexOf(source) < i);
  if (twice) throw invalid('events', 'must select the network activity of a service once', twice, { scope, wayOut: 'Put all filters into one `TrailEvents.networkActivity()`' });

  const bound = [...(management.length === 0 ? [TrailEvents.management()] : management), ...listed.filter((each) => !management.includes(each))]
    .map((each) => each._bind(context));
  const selectors = bound.flatMap((each) => each.selectors);
  if (selectors.length === 0) {
    throw invalid('events', 'must select other events when there are no management events', words('`[TrailEvents.withoutManagementEvents()]`'), {
      scope, wayOut: 'Add some, such as `TrailEvents.s3Objects()`',
    });
  }

  const opaque = new OpaqueText();
  const template = selectors.map((selector) => toTemplate(selector, opaque));
  refuseProblems(template, scope);
  return {
    advancedEventSelectors: selectors,
    selection: readSelection({ AdvancedEventSelectors: template }),
    warnings: bound.flatMap(({ warnings }) => warnings),
  };
}

function refuseProblems(template: readonly SelectorTemplate[], scope: IConstruct | undefined): void {
  const [problem] = selectorProblems({ AdvancedEventSelectors: template });
  if (problem) throw invalid('events', problem.rule, problem.value, { scope });
  const fields = template.map(({ FieldSelectors }) => JSON.stringify(FieldSelectors));
  const twice = fields.findIndex((text, i) => fields.indexOf(text) < i);
  if (twice >= 0) throw invalid('events', 'must not select the same events twice', template[twice].Name, { scope, wayOut: 'Remove one of the two' });
}
