import { RemovalPolicy } from 'aws-cdk-lib';
import {
  construct, duration, flag, instanceOf, listOf, memberOf, ofShape, required, type Shape, size, text, trailSource,
} from '../../private/shape';
import { LogRetention } from '../../retention/log-retention';
import type { AccessLogLocation } from '../access-log-location';
import { AnalysisAccounts } from '../analysis-accounts';
import { AthenaEngineVersion } from '../athena-engine-version';
import type { TrailAnalysisProps } from '../trail-analysis-props';
import { TrailQuestion } from '../trail-question';

export const QUESTION = instanceOf(TrailQuestion, 'TrailQuestion.ROOT_USE');

const ACCESS_LOGS: Shape<AccessLogLocation> = { bucket: required(construct('bucketRef')), prefix: text };

export const TRAIL_ANALYSIS: Shape<TrailAnalysisProps> = {
  trail: required(trailSource),
  accounts: instanceOf(AnalysisAccounts, 'AnalysisAccounts.perQuery()'),
  regions: listOf(text, "'eu-west-1'"),
  logRetention: instanceOf(LogRetention, 'LogRetention.days(400)'),
  lookback: duration,
  insightsTable: flag,
  networkActivityTable: flag,
  aggregatedEventsTable: flag,
  digestTable: flag,
  accessLogs: ofShape(ACCESS_LOGS),
  questions: listOf(QUESTION, 'TrailQuestion.ROOT_USE'),
  databaseName: text,
  workgroupName: text,
  scanLimit: size,
  engineVersion: instanceOf(AthenaEngineVersion, 'AthenaEngineVersion.V3'),
  managedResults: flag,
  resultsBucket: construct('bucketRef'),
  resultsPrefix: text,
  resultsRetention: duration,
  resultsEncryptionKey: construct('keyRef'),
  lakeFormationEnabled: flag,
  removalPolicy: memberOf('RemovalPolicy', RemovalPolicy),
};
