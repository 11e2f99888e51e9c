import { dataEventsOfTypes } from './event-factories';
import type { BoundEvents, EventsContext } from './event-selectors';
import { AGENT_CORE_TYPES, BEDROCK_TYPES } from '../../cloudtrail/selectors/ai-resource-types';
import { invalid } from '../../private/invalid';
import { AgentCoreEventGroup, BedrockEventGroup } from '../ai-event-groups';
import type { AgentCoreEventsOptions, BedrockEventsOptions } from '../event-options';

type Bind = (context: EventsContext) => BoundEvents;

export function bedrockEvents({ groups, ...options }: BedrockEventsOptions): Bind {
  const chosen = checkGroups(groups, BedrockEventGroup, 'BedrockEventGroup');
  return dataEventsOfTypes('Amazon Bedrock', chosen.flatMap((group) => BEDROCK_TYPES[group]), options);
}

export function agentCoreEvents({ groups, ...options }: AgentCoreEventsOptions): Bind {
  const chosen = checkGroups(groups, AgentCoreEventGroup, 'AgentCoreEventGroup');
  return dataEventsOfTypes('Amazon Bedrock AgentCore', chosen.flatMap((group) => AGENT_CORE_TYPES[group]), options);
}

/** The groups, each once, in the order of the enumeration. */
function checkGroups<Group extends string>(groups: Group[] | undefined, all: Record<string, Group>, name: string): Group[] {
  const known = Object.values(all);
  if (groups === undefined) return known;
  if (!Array.isArray(groups) || groups.length === 0 || !groups.every((group) => known.includes(group))) {
    throw invalid('groups', `must be a list of at least one \`${name}\``, groups, { wayOut: 'Leave it out for all of them' });
  }
  return known.filter((group) => groups.includes(group));
}
