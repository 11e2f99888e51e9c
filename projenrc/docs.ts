import { type awscdk } from 'projen';
import { run } from './run';

/** What is written from the sources: pages, tables and pictures of the docs. */
export function addDocs(project: awscdk.AwsCdkConstructLibrary): void {
  // Samples in README and docstrings are compiled like code.
  project.compileTask.exec('jsii-rosetta extract --strict --compile');

  const pictures = project.addTask('pictures', { description: 'Draws the pictures of the guides', exec: run('scripts/docs/pictures') });
  const docs = project.addTask('docs', { description: 'Writes the generated pages, tables and pictures of the docs' });
  for (const script of [
    'contributing', 'finding-ids', 'decisions', 'rules-md', 'detection-guide', 'protection-guide', 'question-table', 'analysis-cost', 'sources',
    'monthly-cost', 'getting-started', 'policy-mutants', 'changing-a-deployed-trail',
  ]) docs.exec(run(`scripts/docs/${script}`));
  docs.spawn(pictures);
  project.postCompileTask.spawn(docs);

  project.addTask('demo', {
    description: 'Synthesizes the examples and shows the result on one screen: npm run demo -- all, or one of the names that it lists', exec: run('scripts/demo/demo'), receiveArgs: true,
  });
}
