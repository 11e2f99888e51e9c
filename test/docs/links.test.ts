import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, normalize, relative } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const markdown = (folder: string, recursive = false) => readdirSync(join(ROOT, folder), { recursive }).map(String)
  .filter((file) => file.endsWith('.md')).map((file) => normalize(`${folder}/${file}`));
/** API.md is written by jsii-docgen. */
const pages = [...markdown('.').filter((file) => file !== 'API.md'), ...markdown('docs', true), 'test/policies/README.md'];

/** Without code, in which links are none. */
const prose = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ' '));

/** The anchors of a page, as GitHub makes them of headings; a heading that occurs again gets a number. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => {
    const slug = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
  return new Set([...headings, ...[...text.matchAll(/<a (?:name|id)="([^"]+)"/g)].map(([, name]) => name)]);
}

/** Where files of the repository are, for pages that are shown elsewhere: README.md by PyPI and NuGet, which resolve no relative links. */
const ABSOLUTE = new RegExp('^https://(?:github\\.com/cdk-well-architected-trail/cdk-well-architected-trail/(?:blob|tree)'
  + '|raw\\.githubusercontent\\.com/cdk-well-architected-trail/cdk-well-architected-trail)/main/');

/** Links and pictures within the repository, with the part after `#`. */
function linksOf(page: string): { file: string; anchor?: string; link: string }[] {
  const text = prose(readFileSync(join(ROOT, page), 'utf8'));
  return [...text.matchAll(/\]\(([^)\s]+)\)|\bsrc(?:set)?="([^"]+)"/g)].map(([, link, picture]) => link ?? picture)
    .filter((link) => ABSOLUTE.test(link) || !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path, anchor] = link.replace(ABSOLUTE, '/').split('#');
      return { file: path === '' ? page : relative(ROOT, path.startsWith('/') ? join(ROOT, path) : join(ROOT, dirname(page), path)), anchor, link };
    });
}

test('README.md has no relative links', () => {
  expect(linksOf('README.md').map(({ link }) => link).filter((link) => !ABSOLUTE.test(link))).toEqual([]);
  expect(linksOf('README.md').length).toBeGreaterThan(10);
});

test('anchors are those of GitHub', () => {
  expect([...anchorsOf('# What `grantQuery` allows\n## Stop, or change?\n## Stop or change\n```sh\n# no heading\n```\n<a name="own"></a>')])
    .toEqual(['what-grantquery-allows', 'stop-or-change', 'stop-or-change-1', 'own']);
});

test.each(pages)('every link of %s leads somewhere', (page) => {
  const broken = linksOf(page).filter(({ file, anchor }) => {
    const path = join(ROOT, file);
    if (!existsSync(path)) return true;
    return anchor !== undefined && (statSync(path).isDirectory() || !anchorsOf(readFileSync(path, 'utf8')).has(anchor));
  });
  expect(broken.map(({ link }) => link)).toEqual([]);
});

test('there are links to check', () => {
  expect(pages.flatMap(linksOf).filter(({ anchor }) => anchor).length).toBeGreaterThan(10);
});

test.each(markdown('docs', true))('what %s links to relatively is in the package', (page) => {
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: string[] };
  const shipped = (file: string) => files.some((pattern) => pattern === file || (pattern.startsWith('docs/') && file.startsWith('docs/') && extname(file) === extname(pattern)));
  expect(linksOf(page).filter(({ file, link }) => !ABSOLUTE.test(link) && !shipped(file)).map(({ link }) => link)).toEqual([]);
});
