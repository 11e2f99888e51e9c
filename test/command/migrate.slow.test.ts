/** The compiler reads what `migrate` prints, as it will in the app that it is written into. */
import { OLD_APPS } from './migrations';
import { planned } from './planned';
import { diagnose } from '../../scripts/verify/check-samples';

test('every snippet compiles', () => {
  const samples = OLD_APPS.flatMap((old, line) => ['', '--new-storage'].map((option) => {
    const [{ imports, code }] = planned(old, ...option === '' ? [] : [option]).trails;
    const declared = code.split('\n').filter((each: string) => each.startsWith('declare '));
    const rest = code.split('\n').filter((each: string) => !each.startsWith('declare '));
    const source = [
      "import { Stack as AStack } from 'aws-cdk-lib';", imports, ...declared,
      'export class Sample extends AStack {', '  public add() {', ...rest, '  }', '}',
    ].join('\n');
    return { file: `${old.name} ${option}`, line, source, offset: 0 };
  }));
  expect(diagnose(samples)).toEqual([]);
});
