/**
 * CDK Pipelines with a stage for each account. `'**'` in the synth step matters: `cdk synth` without it passes, whatever the rule pack finds in stages.
 */
import { App, Stack, Stage, Validations, type StageProps } from 'aws-cdk-lib';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import { type Construct } from 'constructs';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';
import { WellArchitectedTrailChecks } from 'cdk-well-architected-trail/nag';

class AuditStage extends Stage {
  constructor(scope: Construct, id: string, props: StageProps) {
    super(scope, id, props);
    new WellArchitectedTrail(new Stack(this, 'Audit'), 'Trail');
  }
}

export function pipeline(app = new App()): App {
  Validations.of(app).addPlugins(new WellArchitectedTrailChecks(app));

  const stack = new Stack(app, 'Pipeline', { env: { account: '999900001111', region: 'eu-west-1' } });
  const codePipeline = new CodePipeline(stack, 'Pipeline', {
    synth: new ShellStep('Synth', {
      input: CodePipelineSource.connection('example/audit', 'main', {
        connectionArn: 'arn:aws:codeconnections:eu-west-1:999900001111:connection/1234abcd-12ab-34cd-56ef-1234567890ab',
      }),
      commands: ['npm ci', "npx aws-cdk@2 synth '**'"],
    }),
    crossAccountKeys: true,
    enableKeyRotation: true,
  });
  codePipeline.addStage(new AuditStage(app, 'Test', { env: { account: '111122223333', region: 'eu-west-1' } }));
  codePipeline.addStage(new AuditStage(app, 'Production', { env: { account: '444455556666', region: 'eu-west-1' } }));
  return app;
}

if (require.main === module) pipeline().synth();
