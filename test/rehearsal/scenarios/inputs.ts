/** Props that should be refused, or noticed. */
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { messagesOf, refused, refusedOrNoticed, type Scenario, synthesized, trail } from './helpers';
import { type Build, HOME } from '../edits/scenes';
import {
  EventFilter, LogRetention, TamperDetection, TrailAnalysis, TrailEvents, TrailQuestion, TrailSource, WellArchitectedTrail,
} from 'cdk-well-architected-trail';

const UNDEFINED = undefined as any;
export const INPUTS: Scenario[] = [
  { name: 'an organization ID that is undefined', run: () => refused(trail({ organization: { organizationId: UNDEFINED } })) },
  {
    name: 'a retention of undefined days',
    run: () => refused((scene) => {
      scene.trail({ retention: LogRetention.days(UNDEFINED) });
    }),
  },
  {
    name: 'a filter for an undefined value',
    run: () => refused((scene) => {
      scene.trail({ events: [TrailEvents.s3Objects({ filters: [EventFilter.eventName({ equalTo: [UNDEFINED] })] })] });
    }),
  },
  {
    name: 'a filter for an undefined bucket',
    run: () => refused((scene) => {
      scene.trail({ events: [TrailEvents.s3Objects({ buckets: [UNDEFINED] })] });
    }),
  },
  {
    name: 'a filter with a value twice',
    run: () => refused((scene) => {
      scene.trail({ events: [TrailEvents.s3Objects({ filters: [EventFilter.eventName({ equalTo: ['GetObject', 'GetObject'] })] })] });
    }),
  },
  {
    name: 'a results prefix with a wildcard',
    run: () => refused((scene) => {
      new TrailAnalysis(scene.stack(), 'Analysis', { trail: scene.trail(), resultsBucket: new s3.Bucket(scene.stack(), 'Shared'), resultsPrefix: '*' });
    }),
  },
  {
    name: 'a source whose prefix has a wildcard',
    run: () => refused((scene) => {
      const bucket = s3.Bucket.fromBucketName(scene.stack(), 'Logs', 'shared');
      new TrailAnalysis(scene.stack(), 'Analysis', { trail: TrailSource.fromTrailAttributes({ bucket, bucketKeyPrefix: '*' }) });
    }),
  },
  {
    name: 'a source whose organization has a wildcard',
    run: () => refused((scene) => {
      const bucket = s3.Bucket.fromBucketName(scene.stack(), 'Logs', 'shared');
      new TrailAnalysis(scene.stack(), 'Analysis', { trail: TrailSource.fromTrailAttributes({ bucket, organizationId: 'o-*' }) });
    }),
  },
  {
    name: 'a source whose ARN is a name',
    run: () => refused((scene) => {
      new TamperDetection(scene.stack(), 'Tampering', { trail: TrailSource.fromTrailAttributes({ trailArn: 'my-trail' }) });
    }),
  },
  {
    name: 'a question twice',
    run: () => refused((scene) => {
      new TrailAnalysis(scene.stack(), 'Analysis', { trail: scene.trail(), questions: [TrailQuestion.BY_PRINCIPAL, TrailQuestion.BY_PRINCIPAL] });
    }),
  },
  {
    name: 'access logs in a bucket with Object Lock',
    run: () => refusedOrNoticed((scene) => {
      scene.trail({ accessLogs: { bucket: new s3.Bucket(scene.stack(), 'Access', { objectLockEnabled: true }) } });
    }, /Object Lock/),
  },
  {
    name: 'access logs in a bucket with a KMS key',
    run: () => refusedOrNoticed((scene) => {
      scene.trail({ accessLogs: { bucket: new s3.Bucket(scene.stack(), 'Access', { encryption: s3.BucketEncryption.KMS }) } });
    }, /KMS/),
  },
  {
    name: 'an asymmetric key',
    run: () => refusedOrNoticed((scene) => {
      scene.trail({ encryptionKey: new kms.Key(scene.stack(), 'Key', { keySpec: kms.KeySpec.RSA_2048 }) });
    }, /symmetric/),
  },
  {
    name: 'a disabled key',
    run: () => refusedOrNoticed((scene) => {
      scene.trail({ encryptionKey: new kms.Key(scene.stack(), 'Key', { enabled: false }) });
    }, /disabled|enabled/),
  },
  {
    name: 'an organization trail whose home Region is opt-in',
    run: () => refusedOrNoticed((scene) => {
      const stack = scene.stack('Audit', { account: HOME.account, region: 'ap-east-1' });
      new WellArchitectedTrail(stack, 'Trail', { organization: { organizationId: 'o-a1b2c3d4e5' } });
    }, /opt-in|opted/i),
  },
  {
    name: 'two trails that log the objects of each other',
    run: () => {
      const build: Build = (scene) => {
        ['One', 'Two'].forEach((id) => scene.trail({ events: [TrailEvents.s3Objects()] }, id));
      };
      const resources = Object.values(synthesized(build)[0].template.Resources!).filter(({ Type }) => Type === 'AWS::CloudTrail::Trail');
      const excluded = resources.every(({ Properties }) => ['OneBucket', 'TwoBucket'].every((id) => JSON.stringify(Properties!.AdvancedEventSelectors).includes(id)));
      return excluded || messagesOf(build).some((text) => /each other/.test(text)) ? [] : [{ check: 'accepted', message: 'neither leaves out the bucket of the other' }];
    },
  },
];
