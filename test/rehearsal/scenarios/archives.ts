/** Archives whose trails are in another app or stage, or are too many to be named one by one. */
import { type App, Stack, Stage } from 'aws-cdk-lib';
import { ORGANIZATION } from '../../fixtures/accounts';
import { assemblyOf } from '../assembly';
import { plays, type Scenario, synthesized } from './helpers';
import { ARCHIVE_ACCOUNT, HOME, Scene } from '../edits/scenes';
import { TrailLogArchive, WellArchitectedTrail } from 'cdk-well-architected-trail';

export const ARCHIVES: Scenario[] = [
  ...[
    { what: 'by its ARN', memberTrails: undefined, organization: undefined },
    { what: 'of an organization', memberTrails: undefined, organization: { organizationId: ORGANIZATION, allowMemberRead: true } },
    { what: 'by its name in every account', memberTrails: { organizationId: ORGANIZATION, trailName: 'corp-audit' }, organization: undefined },
  ].flatMap(({ what, memberTrails, organization }) => (['app', 'stage'] as const).map((apart): Scenario => ({
    name: `an archive is described in another ${apart}, and admits a trail ${what}`,
    run: () => {
      const scene = new Scene();
      const other = apart === 'app' ? new Scene().app : scene.app;
      const scopeOf = (app: App, id: string) => (apart === 'app' ? app : new Stage(app, id));
      const archiveStack = new Stack(scopeOf(scene.app, 'Central'), 'Archive', { env: ARCHIVE_ACCOUNT });
      const trailStack = new Stack(scopeOf(other, 'Prod'), 'Audit', { env: HOME });
      const made = new TrailLogArchive(archiveStack, 'Archive', { memberTrails });
      const described = TrailLogArchive.fromTrailLogArchiveAttributes(trailStack, 'Archive', made.archiveAttributes);
      const logged = new WellArchitectedTrail(trailStack, 'Trail', {
        trailName: 'corp-audit', bucket: described.bucket, encryptionKey: described.encryptionKey, organization, bucketKeyPrefix: undefined, cloudWatchLogs: {}, notifications: {},
      });
      if (!memberTrails) made.admitTrail({ trailArn: logged.trailArn, ...organization });
      const all = apart === 'app' ? [...assemblyOf(scene.app), ...assemblyOf(other)] : assemblyOf(scene.app);
      const inAccount = (account: string) => all.filter(({ environment }) => environment.account === account);
      return plays({ name: 'archive', deploy: inAccount(ARCHIVE_ACCOUNT.account) }, { name: 'trail', deploy: inAccount(HOME.account) });
    },
  }))),
  {
    name: 'sixty trails of one name in an archive',
    // Refused is not right here.
    run: () => plays({
      name: 'first',
      deploy: synthesized((scene) => {
        const { bucket, encryptionKey } = new TrailLogArchive(scene.stack('Archive', ARCHIVE_ACCOUNT), 'Archive', {
          memberTrails: { organizationId: ORGANIZATION, trailName: 'corp-audit' },
        });
        for (let n = 0; n < 60; n++) {
          scene.trail({ trailName: 'corp-audit', bucket, encryptionKey }, 'Trail', scene.stack(`Member${n}`, { account: String(100000000000 + n), region: 'eu-west-1' }));
        }
      }),
    }),
  },
];
