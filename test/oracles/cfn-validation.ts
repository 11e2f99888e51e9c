import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, CloudFormationValidatePlugin, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

export interface Findings {
  readonly errors: string[];
  readonly warnings: string[];
}

// Building the engine takes two seconds, so every test of a file shares one.
let plugin: CloudFormationValidatePlugin | undefined;

/** What CDK's built-in template validation finds in a template: its rule, the resource and the message. */
export function validateTemplate(template: object | Template): Findings {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'validate-'));
  try {
    const file = path.join(directory, 'Stack.template.json');
    fs.writeFileSync(file, JSON.stringify(template instanceof Template ? template.toJSON() : template));
    return validateFiles([file]);
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

/** The same for every template that the synthesis of an app writes: nested stacks and stages included. */
export function validateApp(app: App): Findings {
  return validateFiles(templatesOf(app));
}

function validateFiles(files: string[]): Findings {
  plugin ??= new CloudFormationValidatePlugin();
  const report = plugin.validate({
    appConstruct: new App(),
    templatePaths: files,
    stackTemplates: files.map((file) => ({ stackConstructPath: path.basename(file), templatePath: file })),
  } as unknown as Parameters<CloudFormationValidatePlugin['validate']>[0]);

  const findings = { errors: [] as string[], warnings: [] as string[] };
  for (const { severity, ruleName, description, violatingResources } of report.violations) {
    const where = violatingResources.map((resource) => resource.resourceLogicalId ?? resource.constructPath).join(', ');
    (severity === 'error' ? findings.errors : findings.warnings).push(`${ruleName} ${where}: ${description}`);
  }
  return findings;
}

function templatesOf(stage: Stage): string[] {
  stage.synth();
  const outdirs = [stage, ...stage.node.findAll().filter(Stage.isStage)].map((inner) => inner.outdir);
  return [...new Set(outdirs)].flatMap((outdir) => fs.readdirSync(outdir)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => path.join(outdir, file)));
}
