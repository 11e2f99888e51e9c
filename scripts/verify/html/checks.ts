/** What is played and looked at in each page. A check says what is wrong, a line for each. */
import type { Page } from './inputs';

/** A tab of the browser. */
type Tab = any;

export type Check = (tab: Tab, page: Page) => Promise<string[]>;

const found = (wrong: boolean, what: string): string[] => (wrong ? [what] : []);

/** axe, with every rule that it has; a page has nothing that only people could judge, such as colours over pictures. */
export function axe(source: string): Check {
  return async (tab) => {
    await tab.evaluate(source);
    const { violations } = await tab.evaluate("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })");
    return violations.map(({ id, help, nodes }: any) => `axe: ${id}: ${help} (${nodes.length} times, first ${nodes[0].target.join(' ')})`);
  };
}

/** No name became an element, an attribute or a script, and what can be seen of it is there. */
export const namesAreText: Check = async (tab, { texts = [] }) => {
  const { title, scripts, strange, handlers, text } = await tab.evaluate(`({
    title: document.title,
    scripts: document.scripts.length,
    strange: [...document.querySelectorAll('img, iframe, object, embed, link, form, base, foreignObject, [src], [style]')].map((each) => each.outerHTML.slice(0, 100)),
    handlers: [...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames().filter((name) => name.startsWith('on') || /^\\s*javascript:/i.test(each.getAttribute(name)))),
    text: document.body.textContent,
  })`);
  // eslint-disable-next-line no-control-regex
  const missing = texts.filter((each) => !text.includes(each.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`).slice(0, 40).trim()));
  return [
    ...found(!/^(?:CloudTrail|Validation) report: /.test(title), `the title has become ${title}`),
    ...found(scripts !== 1, `${scripts} scripts`),
    ...strange.map((each: string) => `an element by a name: ${each}`),
    ...handlers.map((each: string) => `an attribute by a name: ${each}`),
    ...missing.map((each) => `not shown: ${JSON.stringify(each.slice(0, 40))}`),
    // eslint-disable-next-line no-control-regex
    ...found(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text), 'characters that move a cursor or turn text'),
  ];
};

/** Nothing is wider than the window, on a screen and on a phone. */
export const fits: Check = async (tab) => {
  const problems: string[] = [];
  const { width, height } = tab.viewportSize();
  for (const narrow of [width, 360]) {
    await tab.setViewportSize({ width: narrow, height });
    const wide = await tab.evaluate('document.documentElement.scrollWidth');
    problems.push(...found(wide > narrow, `${wide} pixels wide in a window of ${narrow}`));
  }
  await tab.setViewportSize({ width, height });
  return problems;
};

const shown = (tab: Tab, selector: string): Promise<number> => tab.evaluate(`[...document.querySelectorAll('${selector}')].filter((each) => each.checkVisibility()).length`);

/** Mouse: findings open, each box hides what it says, the search finds, everything opens at once. */
export const mouse: Check = async (tab) => {
  const problems: string[] = [];
  const findings = await shown(tab, 'details[data-kind]');
  if (findings > 0) {
    const first = tab.locator('details[data-kind]').first();
    await first.locator('summary').click({ position: { x: 5, y: 5 } });
    problems.push(...found(await first.getAttribute('open') === null, 'a finding does not open'));
    await first.locator('summary').click({ position: { x: 5, y: 5 } });
  }
  for (const kind of await tab.evaluate("[...document.querySelectorAll('[data-show]')].map((box) => box.dataset.show)")) {
    const before = await shown(tab, `[data-kind="${kind}"]`);
    await tab.uncheck(`[data-show="${kind}"]`);
    problems.push(...found(await shown(tab, `[data-kind="${kind}"]`) !== 0, `the box ${kind} hides nothing`));
    await tab.check(`[data-show="${kind}"]`);
    problems.push(...found(await shown(tab, `[data-kind="${kind}"]`) !== before, `the box ${kind} does not bring back what it hid`));
  }
  await tab.fill('#search', 'surely-nowhere');
  problems.push(...found(await shown(tab, '[data-kind]') !== 0, 'the search finds what is not there'));
  problems.push(...found(!/^0 findings/.test(await tab.textContent('#found')), 'the number of findings does not follow the search'));
  await tab.fill('#search', '');
  if (findings > 0) {
    const word = await tab.evaluate("document.querySelector('details[data-kind] code').textContent.trim().slice(0, 30)");
    await tab.fill('#search', word.toUpperCase());
    problems.push(...found(await shown(tab, 'details[data-kind]') === 0, `the search does not find ${word}`));
    await tab.fill('#search', '');
    await tab.click('#all');
    problems.push(...found(await tab.locator('details:not([open])').count() > 0, '"Open all" leaves some closed'));
    await tab.click('#all');
    problems.push(...found(await tab.locator('details[open]').count() > 0, '"Open all" does not close again'));
  }
  return problems;
};

/** Keyboard: the way past the tools, the search, a finding. */
export const keyboard: Check = async (tab) => {
  const problems: string[] = [];
  const focused = (): Promise<string> => tab.evaluate('document.activeElement.id || document.activeElement.className || document.activeElement.tagName');
  await tab.evaluate("document.activeElement.blur(); scrollTo(0, 0); getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')");
  await tab.keyboard.press('Tab');
  problems.push(...found(await focused() !== 'skip', `the first Tab leads to ${await focused()}`));
  await tab.keyboard.press('Enter');
  problems.push(...found(await focused() !== 'main', `the link past the head leads to ${await focused()}`));
  await tab.keyboard.press('/');
  problems.push(...found(await focused() !== 'search', '/ does not lead to the search'));
  await tab.keyboard.type('surely/nowhere');
  problems.push(...found(await tab.inputValue('#search') !== 'surely/nowhere', '/ cannot be typed in the search'));
  await tab.keyboard.press('Escape');
  problems.push(...found(await tab.inputValue('#search') !== '', 'Escape does not clear the search'));
  if (await tab.locator('details[data-kind]').count() === 0) return problems;
  const first = tab.locator('details[data-kind] > summary').first();
  await first.focus();
  await tab.keyboard.press('Space');
  problems.push(...found(await tab.locator('details[data-kind]').first().getAttribute('open') === null, 'the space bar does not open a finding'));
  await tab.keyboard.press('Enter');
  return problems;
};

/** Paper: everything open, no tools. */
export const paper: Check = async (tab) => {
  await tab.emulateMedia({ media: 'print' });
  await tab.evaluate("dispatchEvent(new Event('beforeprint'))");
  const closed = await tab.locator('details:not([open])').count();
  const tools = await shown(tab, '.tools, nav');
  await tab.evaluate("dispatchEvent(new Event('afterprint'))");
  await tab.emulateMedia({ media: 'screen' });
  return [...found(closed > 0, `${closed} findings are closed on paper`), ...found(tools > 0, 'tools are on paper')];
};

/** Each link of the page itself leads somewhere. */
export const links: Check = async (tab) => {
  const lost = await tab.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map((link) => link.getAttribute('href')).filter((href) => !document.getElementById(href.slice(1)))");
  return lost.map((href: string) => `${href} leads nowhere`);
};
