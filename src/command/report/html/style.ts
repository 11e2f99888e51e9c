/** The looks of the HTML report: light, dark and on paper. Nothing is loaded from anywhere. */
export const STYLE = `
:root { color-scheme: light dark; --back: #ffffff; --card: #f6f8fa; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --accent: #0550ae;
  --error: #b3261e; --warning: #7a4d00; --info: #0550ae; --met: #116329; --unseen: #59636e;
  --error-back: #ffebe9; --warning-back: #fff8c5; --info-back: #ddf4ff; --met-back: #dafbe1; --unseen-back: #eaeef2; }
@media (prefers-color-scheme: dark) { :root { --back: #0d1117; --card: #161b22; --text: #e6edf3; --soft: #9ea7b3; --line: #3d444d; --accent: #79c0ff;
  --error: #ff9b94; --warning: #f0b54a; --info: #79c0ff; --met: #56d364; --unseen: #9ea7b3;
  --error-back: #3c1618; --warning-back: #36280b; --info-back: #0c2d4d; --met-back: #0f2d1a; --unseen-back: #262c36; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 7.5rem; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
main:focus { outline: none; }
header { padding-top: 2rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.35rem; margin: 2.75rem 0 .75rem; padding-bottom: .3rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.08rem; margin: 1.5rem 0 .5rem; }
p { margin: .4rem 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.soft { color: var(--soft); font-weight: 400; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; display: inline-block; padding: .5rem 1.25rem; }
.verdict { font-size: 1.15rem; font-weight: 600; margin: 1rem 0; padding: .7rem 1rem; border-left: .35rem solid; border-radius: .35rem; }
.verdict.error { background: var(--error-back); } .verdict.warning { background: var(--warning-back); } .verdict.met { background: var(--met-back); }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; padding: 0; margin: 1rem 0 1.25rem; }
.tiles li { flex: 1 1 8rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem; color: var(--text); }
.tiles strong { display: block; font-size: 1.6rem; line-height: 1.2; }
.tiles .error strong { color: var(--error); } .tiles .warning strong { color: var(--warning); } .tiles .info strong { color: var(--info); }
.tiles .met strong { color: var(--met); } .tiles .unseen strong { color: var(--unseen); }
nav ul { display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; list-style: none; padding: 0; margin: 0; }
.tools { position: sticky; top: 0; z-index: 1; background: var(--back); display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
  padding: .75rem 0; border-bottom: 1px solid var(--line); }
.tools input[type=search] { flex: 1 1 12rem; min-width: 0; font: inherit; padding: .4rem .6rem; color: inherit; background: var(--back); border: 1px solid var(--soft); border-radius: .35rem; }
.tools label { display: inline-flex; gap: .35rem; align-items: center; }
.tools input[type=checkbox] { width: 1.1rem; height: 1.1rem; margin: 0; }
button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: .35rem; padding: .3rem .7rem; cursor: pointer; }
.badge { flex: none; display: inline-block; min-width: 6.2em; text-align: center; white-space: nowrap; font-size: .82rem; font-weight: 600; border-radius: 1rem; padding: .05rem .6rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); } .met { color: var(--met); } .unseen { color: var(--unseen); }
.badge.error { background: var(--error-back); } .badge.warning { background: var(--warning-back); } .badge.info { background: var(--info-back); }
.badge.met { background: var(--met-back); } .badge.unseen { background: var(--unseen-back); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; background: var(--card); }
summary { padding: .55rem .9rem; cursor: pointer; }
details[data-kind] > summary { display: flex; gap: .7rem; align-items: baseline; list-style: none; }
details[data-kind] > summary::-webkit-details-marker { display: none; }
details[data-kind] > summary::before { content: '▸'; color: var(--soft); }
details[data-kind][open] > summary::before { content: '▾'; }
.message { flex: 1 1 auto; min-width: 0; }
.where { flex: 0 1 auto; max-width: 35%; color: var(--soft); font-size: .9rem; text-align: right; }
details > div { padding: 0 .9rem .8rem; }
details.plain, details.catalog { background: none; }
details.catalog > table, details.plain > ul { margin: 0 .9rem .8rem; width: calc(100% - 1.8rem); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; margin: .5rem 0 0; }
dt { color: var(--soft); } dd { margin: 0; min-width: 0; }
code { font: .92em ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; font-weight: 600; padding: .4rem 0; }
th, td { text-align: left; vertical-align: top; padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
.catalog th:first-child { width: 32%; } .catalog th:nth-child(2) { width: 8.5rem; }
.acknowledged th:first-child { width: 40%; }
th[scope=row] { font-weight: 600; }
td ul { margin: 0; padding: 0; list-style: none; } td li { margin: .2rem 0; display: flex; gap: .6rem; align-items: baseline; }
.answers { list-style: none; padding: 0; } .answers li { display: flex; gap: .7rem; align-items: baseline; padding: .3rem 0; border-bottom: 1px solid var(--line); }
.answers li:last-child { border-bottom: 0; }
.trail { border: 1px solid var(--line); border-radius: .6rem; padding: .2rem 1.1rem .6rem; margin: 1rem 0; break-inside: avoid; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; padding: 0; margin: .5rem 0; color: var(--soft); font-size: .92rem; }
.legend li { display: inline-flex; gap: .4rem; align-items: center; }
.sample { display: inline-block; width: 1.6rem; height: 1.15rem; line-height: 1.05rem; text-align: center; border: 1.5px solid var(--soft); border-radius: .3rem; font-weight: 700; font-size: .8rem; }
.sample.is-error { background: var(--error-back); border-color: var(--error); color: var(--error); } .sample.is-warning { background: var(--warning-back); border-color: var(--warning); color: var(--warning); }
.sample.is-met { background: var(--met-back); border-color: var(--met); color: var(--met); }
.sample.is-unseen { background: var(--unseen-back); border-color: var(--unseen); border-style: dashed; color: var(--unseen); } .sample.is-absent { border-style: dotted; }
.picture { width: 100%; max-width: 62rem; height: auto; display: block; margin: .75rem 0; }
.picture text { fill: var(--text); font: 14px system-ui, sans-serif; }
.picture .name { font-weight: 600; } .picture .small { fill: var(--soft); font-size: 12.5px; } .picture .answers { fill: var(--soft); font-size: 12px; }
.picture path { fill: none; stroke: var(--soft); stroke-width: 1.5; }
.picture rect { fill: var(--card); stroke: var(--soft); stroke-width: 1.5; }
.picture .is-error rect { fill: var(--error-back); stroke: var(--error); } .picture .is-warning rect { fill: var(--warning-back); stroke: var(--warning); }
.picture .is-met rect { fill: var(--met-back); stroke: var(--met); } .picture .is-unseen rect { fill: var(--unseen-back); stroke: var(--unseen); stroke-dasharray: 5 4; }
.picture .is-absent rect { fill: none; stroke-dasharray: 2 4; } .picture .is-absent .small { font-style: italic; }
.picture .is-error .mark { fill: var(--error); } .picture .is-warning .mark { fill: var(--warning); } .picture .is-met .mark { fill: var(--met); } .picture .is-unseen .mark { fill: var(--unseen); }
.picture .mark { font-weight: 700; font-size: 16px; }
[hidden] { display: none !important; }
footer { padding-top: 2rem; padding-bottom: 3rem; color: var(--soft); }
@media (max-width: 48rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } html { scroll-padding-top: 1rem; } .tools { position: static; }
  details[data-kind] > summary { flex-wrap: wrap; } .message { flex-basis: 100%; order: 3; } .where { max-width: 100%; }
  .catalog thead, .acknowledged thead { display: none; } .catalog tr > *, .acknowledged tr > * { display: block; width: auto !important; border: 0; padding: .15rem 0; }
  .catalog tr, .acknowledged tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); } td li, .answers li { flex-wrap: wrap; } }
@media print { .tools, nav, .skip { display: none; } html { scroll-padding-top: 0; } body { font-size: 10.5pt; } tr, .trail, details[data-kind] { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; } main, header, footer { max-width: none; padding: 0; } .badge, .verdict, .tiles li, .picture, .sample { print-color-adjust: exact; } }
`;
