import * as athena from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import { parametersOf } from '../../cloudtrail/queries';
import type { AthenaScope } from '../../cloudtrail/queries';
import type { TrailQuestion } from '../trail-question';

export interface SavedQueriesProps {
  readonly workgroup: athena.CfnWorkGroup;
  readonly databaseName: string;
  readonly questions: TrailQuestion[];
  readonly scope: AthenaScope;
}

/** The questions as saved queries of the workgroup. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);
    for (const question of props.questions) {
      new athena.CfnNamedQuery(this, pascalCase(question.questionId), {
        name: question.title,
        description: describe(question, props.scope),
        database: props.databaseName,
        queryString: question._query().athena(props.scope),
        workGroup: props.workgroup.ref,
      });
    }
  }
}

/** What the console shows beside the text, which holds no comments: Athena counts every question mark as a placeholder. */
function describe(question: TrailQuestion, scope: AthenaScope): string {
  const parameters = parametersOf(question._query(), scope.asksAccount).map(({ name, example }) => `${name} (${example})`);
  return [question.question, question.description, ...(parameters.length ? [`Asks for: ${parameters.join(', ')}.`] : [])].join(' ');
}

function pascalCase(id: string): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
