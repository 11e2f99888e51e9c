import { accessLogCases, bucketCases, keyCases } from './basic-requests';
import { logGroupCases, topicCases } from './optional-requests';
import { memberCases, organizationCases } from './organization-requests';
import type { Case, Facts } from './trail-requests';

/** Every request whose answer matters, for what the trail has. */
export function requestTable(facts: Facts): Case[] {
  return [
    ...bucketCases(facts), ...keyCases(facts), ...accessLogCases(facts), ...logGroupCases(facts), ...topicCases(facts), ...organizationCases(facts),
    ...memberCases(facts),
  ];
}
