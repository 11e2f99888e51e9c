import { decide } from './requests/trail-requests';
import { deploy, SCENARIOS } from './requests/trail-scenarios';

describe.each(SCENARIOS)('policies of a trail: $name', (scenario) => {
  const { documents, cases } = deploy(scenario);

  test.each(cases)('$document: $label: $expected', (request) => {
    expect(decide(documents, request)).toBe(request.expected);
  });

  test('every document is asked, and every answer occurs', () => {
    expect(new Set(cases.map(({ document }) => document))).toEqual(new Set(Object.keys(documents)));
    expect(new Set(cases.map(({ expected }) => expected))).toEqual(new Set(['allow', 'implicit deny', 'explicit deny']));
  });

  test('no request is in the table twice', () => {
    expect(new Set(cases.map(({ document, label }) => `${document}: ${label}`)).size).toBe(cases.length);
  });
});
