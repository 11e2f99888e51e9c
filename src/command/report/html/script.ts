/** What the HTML report does by itself: it filters what is on the page, and opens all findings for the printer. */
export const SCRIPT = `
'use strict';
(() => {
  const search = document.getElementById('search');
  const boxes = [...document.querySelectorAll('input[data-show]')];
  const found = document.getElementById('found');
  const items = [...document.querySelectorAll('[data-kind]')];
  const texts = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));
  const sections = [...document.querySelectorAll('[data-section]')];
  const apply = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.show));
    let shown = 0;
    for (const item of items) {
      const text = texts.get(item);
      item.hidden = !(kinds.has(item.dataset.kind) && words.every((word) => text.includes(word)));
      if (!item.hidden && item.tagName === 'DETAILS') shown += 1;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector('[data-kind]:not([hidden])');
      if (words.length > 0 && section.tagName === 'DETAILS') section.open = true;
    }
    found.textContent = shown === 1 ? '1 finding shown' : shown + ' findings shown';
  };
  search.addEventListener('input', apply);
  for (const box of boxes) box.addEventListener('change', apply);
  const all = document.getElementById('all');
  const details = [...document.querySelectorAll('details')];
  const open = (state) => details.forEach((each) => { each.open = state; });
  all.addEventListener('click', () => {
    const state = all.getAttribute('aria-pressed') !== 'true';
    all.setAttribute('aria-pressed', String(state));
    open(state);
  });
  let before = [];
  addEventListener('beforeprint', () => { before = details.map((each) => each.open); open(true); });
  addEventListener('afterprint', () => details.forEach((each, index) => { each.open = before[index]; }));
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !(event.target instanceof HTMLInputElement)) { event.preventDefault(); search.focus(); }
    if (event.key === 'Escape' && event.target === search) { search.value = ''; apply(); }
  });
  document.getElementById('tools').hidden = false;
  apply();
})();
`;
