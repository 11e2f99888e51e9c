import { resolvedParameters } from '../../src/deployment/function/resolved-parameters';

const resolved = (written: object, after: object) => resolvedParameters({
  Parameters: { Text: { Type: 'String' }, Names: { Type: 'CommaDelimitedList' }, Secret: { Type: 'String', NoEcho: 'true' } },
  Resources: { Thing: { Properties: written } },
}, [{ logicalResourceId: 'Thing', afterContext: JSON.stringify({ Properties: after }) }]);

test.each<[string, object, object, object]>([
  ['a property', { A: { Ref: 'Text' } }, { A: 'x' }, { Text: 'x' }],
  ['a property of a property', { A: { B: { Ref: 'Text' } } }, { A: { B: 'x' } }, { Text: 'x' }],
  ['an item of a list', { A: ['y', { B: { Ref: 'Text' } }] }, { A: ['y', { B: 'x' }] }, { Text: 'x' }],
  ['a whole list', { A: { Ref: 'Names' } }, { A: ['x', 'y'] }, { Names: 'x,y' }],
  ['the first of two places', { A: { Ref: 'Text' }, B: { Ref: 'Text' } }, { A: 'x', B: 'y' }, { Text: 'x' }],
  ['no resource', { A: { Ref: 'Other' } }, { A: 'other-1a2b' }, {}],
  ['no pseudo parameter', { A: { Ref: 'AWS::NoValue' } }, {}, {}],
  ['nothing secret', { A: { Ref: 'Secret' } }, { A: '****' }, {}],
  ['nothing where lists are of other lengths', { A: [{ Ref: 'Text' }] }, { A: ['x', 'y'] }, {}],
  ['nothing where there is no list', { A: [{ Ref: 'Text' }] }, { A: 'x' }, {}],
  ['nothing inside of functions', { A: { 'Fn::Sub': '${Text}-logs' } }, { A: 'x-logs' }, {}],
  ['nothing that is known after the deployment only', { A: { Ref: 'Text' } }, { A: '{{changeSet:KNOWN_AFTER_APPLY}}' }, {}],
])('a change set shows %s', (_, written, after, expected) => {
  expect(resolved(written, after)).toEqual(expected);
});
