import { readFileSync } from 'node:fs';
import { GUIDE, withExamples } from '../../scripts/docs/getting-started';

const guide = readFileSync(GUIDE, 'utf8');

test('the guide shows the apps that `npm run languages` runs', () => {
  expect(withExamples(guide)).toBe(guide);
});

test.each(['typescript/app.ts', 'python/app.py', 'java/pom.xml', 'java/src/main/java/audit/AuditApp.java', 'go/main.go', 'go/go.mod'])('%s is in the guide', (file) => {
  expect(guide).toContain(`<!-- file: ${file} -->\n\n\`\`\``);
});
