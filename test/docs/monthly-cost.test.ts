import { readFileSync } from 'node:fs';
import { ACCOUNTS, monthlyTable, PARTS, pieces, README, RETENTION, withMonthlyCost, withMonthlyTable } from '../../scripts/docs/monthly-cost';
import { CisAlarms, DeliveryHealth, WellArchitectedTrail } from '../../src';

test('README.md and the guide have the table as it is computed now; `npx projen docs` writes it', () => {
  const [readme, guide] = [README, RETENTION].map((file) => readFileSync(file, 'utf8'));

  expect(readme).toContain(monthlyTable());
  expect(withMonthlyTable(readme)).toBe(readme);
  expect(withMonthlyCost(guide)).toBe(guide);
});

test('what is charged by the piece is counted in the template', () => {
  expect(pieces((stack) => new WellArchitectedTrail(stack, 'Trail'))).toEqual({ keys: 1, customMetrics: 0, alarmMetrics: 0 });
  // The alarm about the bucket subtracts refused requests from all, so it is charged as two.
  expect(pieces((stack) => {
    const trail = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });
    new CisAlarms(stack, 'Alarms', { trail, alarmActions: [] });
    new DeliveryHealth(stack, 'Health', { trail });
  })).toEqual({ keys: 1, customMetrics: 22, alarmMetrics: 18 });
});

test('the model agrees with a calculation by hand', () => {
  const [small, , large] = ACCOUNTS;

  // A key of 3 USD; 2 kB a day for two years; 1,080 files a day, of which 408 are digests.
  expect(PARTS.trail(small, 3)).toBeCloseTo(3 + 0.002 * 730 * 0.023 + (288 + 16 * 24 + 17 * 24) * 30 / 1000 * 0.005);
  // 1.5 GB a day ingested.
  expect(PARTS.monitoring(large, 1)).toBeCloseTo(1 + 22 * 0.3 + 18 * 0.1 + 45 * 0.5 + 0.2 * 365 * 0.03);
  expect(PARTS.analysis(large, 1)).toBe(1);
});

test('nothing gets cheaper with the years, or with less to do', () => {
  for (const cost of Object.values(PARTS)) {
    const years = ACCOUNTS.map((account) => [1, 2, 3, 4].map((year) => cost(account, year)));
    for (const [index, of] of years.entries()) {
      expect(of).toEqual([...of].sort((a, b) => a - b));
      expect(of[0]).toBeGreaterThanOrEqual(years[Math.max(0, index - 1)][0]);
    }
  }
});
