/**
 * `npm run html-report`: opens the HTML reports of the command in a real Chromium, as an auditor does: clicks and keyboard, light, dark and paper,
 * axe, and names that are meant to do harm. `-- --picture` also takes the picture of docs/command.md.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, CACHE, installBrowser } from './html/browser';
import { axe, type Check, fits, keyboard, links, mouse, namesAreText, paper } from './html/checks';
import { type Page, writePages } from './html/inputs';
import { compile, ROOT } from '../lib/workspace';

const SCREENSHOTS = join(CACHE, 'screenshots');
const WINDOW = { width: 1280, height: 900 };

const { values: { picture } } = parseArgs({ options: { picture: { type: 'boolean', default: false } } });

void main();

async function main(): Promise<void> {
  let browser: Browser;
  try {
    browser = await installBrowser();
  } catch (error) {
    console.log(`There is no Chromium, and none can be installed: ${(error as Error).message}`);
    console.log(process.env.REQUIRE_TOOLS ? 'REQUIRE_TOOLS=1: this is a failure.' : 'Skipped. REQUIRE_TOOLS=1 makes this a failure.');
    process.exitCode = process.env.REQUIRE_TOOLS ? 1 : 0;
    return;
  }
  compile();
  const folder = mkdtempSync(join(tmpdir(), 'html-report-'));
  // Chromium has no sandbox for root.
  const chromium = await browser.driver.chromium.launch({ executablePath: browser.executable, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    console.log(`Chromium ${chromium.version()}`);
    mkdirSync(SCREENSHOTS, { recursive: true });
    const problems: string[] = [];
    for (const page of writePages(folder)) {
      const begin = performance.now();
      const wrong = [...await checked(chromium, browser.axe, page), ...await withoutScripts(chromium, page)];
      console.log(`${page.name}: ${wrong.length === 0 ? 'ok' : 'FAILED'} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
      problems.push(...wrong.map((each) => `${page.name}: ${each}`));
    }
    for (const problem of problems) console.error(problem);
    console.log(`Screenshots: ${SCREENSHOTS}`);
    process.exitCode = problems.length > 0 ? 1 : 0;
  } finally {
    await chromium.close();
    rmSync(folder, { recursive: true });
  }
}

/** Opens a page in light and dark, plays all checks, and takes a screenshot of each. */
async function checked(chromium: any, axeSource: string, page: Page): Promise<string[]> {
  const problems: string[] = [];
  const context = await chromium.newContext({ viewport: WINDOW, reducedMotion: 'reduce' });
  const tab = await context.newPage();
  const address = pathToFileURL(page.file).href;
  tab.on('request', (request: any) => {
    if (request.url().split('#')[0] !== address) problems.push(`loads ${request.url()}`);
  });
  tab.on('console', (message: any) => problems.push(`the console says: ${message.text()}`));
  tab.on('pageerror', (error: Error) => problems.push(`a script fails: ${error.message}`));
  tab.on('dialog', (dialog: any) => {
    problems.push(`a dialog opens: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await tab.goto(address);
  const checks: { readonly [name: string]: Check } = { namesAreText, fits, links, mouse, keyboard, paper };
  for (const check of Object.values(checks)) problems.push(...await check(tab, page));
  for (const colorScheme of ['light', 'dark']) {
    await tab.emulateMedia({ colorScheme });
    await tab.evaluate('scrollTo(0, 0)');
    await tab.screenshot({ path: join(SCREENSHOTS, `${page.name}-${colorScheme}.png`) });
    problems.push(...(await axe(axeSource)(tab, page)).map((each) => `${colorScheme}: ${each}`));
    await tab.click('#all');
    problems.push(...(await axe(axeSource)(tab, page)).map((each) => `${colorScheme}, all open: ${each}`));
    await tab.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = each.classList.contains('catalog'); })");
    await tab.evaluate("document.getElementById('all').setAttribute('aria-pressed', 'false')");
  }
  await tab.emulateMedia({ colorScheme: 'light' });
  await tab.pdf({ path: join(SCREENSHOTS, `${page.name}.pdf`), format: 'A4', printBackground: true });
  if (picture && page.name === 'examples') await takePicture(tab);
  await context.close();
  return problems;
}

/** What the page shows without scripts: everything but the tools. */
async function withoutScripts(chromium: any, page: Page): Promise<string[]> {
  const context = await chromium.newContext({ viewport: WINDOW, javaScriptEnabled: false });
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(page.file).href);
  const findings = tab.locator('[data-kind]');
  const [count, hidden, tools] = [await findings.count(), await tab.locator('[data-kind][hidden], [data-section][hidden]').count(), await tab.locator('#tools').isVisible()];
  await context.close();
  return [
    ...count > 0 && hidden > 0 ? [`${hidden} findings are hidden without scripts`] : [],
    ...tools ? ['there are tools without scripts, which do nothing'] : [],
  ];
}

/** The beginning of a report, and a trail with errors. */
async function takePicture(tab: any): Promise<void> {
  await tab.setViewportSize({ width: 1120, height: 980 });
  await tab.evaluate("document.querySelectorAll('.trail').forEach((each) => { each.hidden = !each.textContent.includes('WeakTrail'); }); document.getElementById('found').hidden = true; scrollTo(0, 0)");
  await tab.screenshot({ path: join(ROOT, 'docs', 'images', 'html-report.png') });
}
