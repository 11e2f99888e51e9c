/** The looks of the HTML report: light, dark and on paper. Nothing is loaded from anywhere. */
export const STYLE = `
:root { color-scheme: light dark; --back: #ffffff; --card: #f6f8fa; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --accent: #0550ae;
  --error: #b3261e; --warning: #7a4d00; --info: #0550ae; --met: #116329; --unseen: #59636e;
  --error-back: #ffebe9; --warning-back: #fff8c5; --info-back: #ddf4ff; --met-back: #dafbe1; --unseen-back: #eaeef2; }
@media (prefers-color-scheme: dark) { :root { --back: #0d1117; --card: #161b22; --text: #e6edf3; --soft: #9ea7b3; --line: #3d444d; --accent: #79c0ff;
  --error: #ff9b94; --warning: #f0b54a; --info: #79c0ff; --met: #56d364; --unseen: #9ea7b3;
  --error-back: #3c1618; --warning-back: #36280b; --info-back: #0c2d4d; --met-back: #0f2d1a; --unseen-back: #262c36; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
p { margin: .4rem 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.soft { color: var(--soft); }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; padding: 0; margin: 1.25rem 0; }
.tiles li { flex: 1 1 8rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem; }
.tiles strong { display: block; font-size: 1.6rem; line-height: 1.2; }
nav ul { display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; list-style: none; padding: 0; margin: 0; }
.tools { position: sticky; top: 0; z-index: 1; background: var(--back); display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
  padding: .75rem 0; border-bottom: 1px solid var(--line); }
.tools input[type=search] { flex: 1 1 14rem; font: inherit; padding: .4rem .6rem; color: inherit; background: var(--back); border: 1px solid var(--soft); border-radius: .35rem; }
.tools label { display: inline-flex; gap: .35rem; align-items: center; }
.tools input[type=checkbox] { width: 1.1rem; height: 1.1rem; margin: 0; }
button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: .35rem; padding: .3rem .7rem; cursor: pointer; }
.badge { display: inline-block; min-width: 5.4em; text-align: center; font-size: .85rem; font-weight: 600; border-radius: 1rem; padding: .05rem .6rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); } .met { color: var(--met); } .unseen { color: var(--unseen); }
.badge.error { background: var(--error-back); } .badge.warning { background: var(--warning-back); } .badge.info { background: var(--info-back); }
.badge.met { background: var(--met-back); } .badge.unseen { background: var(--unseen-back); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; background: var(--card); }
summary { padding: .55rem .9rem; cursor: pointer; }
summary .badge { margin-right: .5rem; }
details > div { padding: 0 .9rem .8rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .5rem 0 0; }
dt { color: var(--soft); } dd { margin: 0; min-width: 0; }
code { font: .92em ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; font-weight: 600; padding: .4rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
th[scope=row] { font-weight: 500; white-space: nowrap; }
td ul { margin: 0; padding: 0; list-style: none; } td li { margin: .15rem 0; }
.picture { width: 100%; max-width: 52rem; height: auto; display: block; margin: .5rem 0; }
.picture text { fill: var(--text); font: 13px system-ui, sans-serif; }
.picture .name { font-weight: 600; } .picture .small { fill: var(--soft); font-size: 12px; }
.picture path { fill: none; stroke: var(--soft); stroke-width: 1.5; }
.picture rect { fill: var(--card); stroke: var(--soft); stroke-width: 1.5; }
.picture .is-error rect { fill: var(--error-back); stroke: var(--error); } .picture .is-warning rect { fill: var(--warning-back); stroke: var(--warning); }
.picture .is-met rect { fill: var(--met-back); stroke: var(--met); } .picture .is-unseen rect { fill: var(--unseen-back); stroke: var(--unseen); stroke-dasharray: 5 4; }
.picture .is-absent rect { fill: none; stroke-dasharray: 2 4; } .picture .is-absent .small { font-style: italic; }
.picture .is-error .mark { fill: var(--error); } .picture .is-warning .mark { fill: var(--warning); } .picture .is-met .mark { fill: var(--met); } .picture .is-unseen .mark { fill: var(--unseen); }
.picture .mark { font-weight: 700; font-size: 15px; }
[hidden] { display: none !important; }
footer { padding-top: 2rem; padding-bottom: 3rem; color: var(--soft); }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } th[scope=row] { white-space: normal; } }
@media print { .tools, nav, .skip { display: none; } body { font-size: 10.5pt; } details, table, .trail { break-inside: avoid; } details { background: none; }
  main, header, footer { max-width: none; padding: 0; } }
`;
