import { CfnNamedQuery, type CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import { type AthenaScope, parametersOf, pascalCase } from '../../cloudtrail/queries';
import type { TrailQuestion } from '../trail-question';

export interface SavedQueriesProps {
  readonly workgroup: CfnWorkGroup;
  readonly databaseName: string;
  readonly questions: TrailQuestion[];
  readonly scopeOf: (question: TrailQuestion) => AthenaScope;
}

/** The saved queries of the workgroup. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);
    for (const question of props.questions) {
      new CfnNamedQuery(this, pascalCase(question._query.id), {
        name: question.title,
        description: describe(question, props.scopeOf(question)),
        database: props.databaseName,
        queryString: question._query.athena(props.scopeOf(question)),
        workGroup: props.workgroup.ref,
      });
    }
  }
}

/** What the console shows beside the text, which holds no comments: Athena counts every question mark as a placeholder. */
function describe({ text, description, _query: query }: TrailQuestion, scope: AthenaScope): string {
  const parameters = parametersOf(query, scope.needsAccount).map(({ name, example }) => `${name} (${example})`);
  return [text, description, ...(parameters.length ? [`Parameters: ${parameters.join(', ')}.`] : [])].join(' ');
}
