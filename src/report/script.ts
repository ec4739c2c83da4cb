/**
 * The program of a report: search and filters over all rows, a key for the search, a button that copies, and what printing opens. The
 * page can be read without it. It is text, for the page holds it, and the hash in the page's policy is of this text.
 */
export const SCRIPT = `
'use strict';
(() => {
  const all = (selector, of = document) => [...of.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const [search, place, found] = [one('#q'), one('#ns'), one('#found')];
  const sections = all('main section').map((section) => ({
    rows: all('[data-r]', section),
    groups: all('[data-g]', section),
    filters: all('select[data-filter]', section),
    none: one('#' + section.id + ' .none'),
  }));
  const texts = new WeakMap();
  const textOf = (row) => {
    let text = texts.get(row);
    if (text === undefined) texts.set(row, (text = row.textContent.toLowerCase()));
    return text;
  };
  const has = (row, name, value) => value === '' || (row.dataset[name] || '').split(' ').includes(value);
  let opened = [];
  const apply = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const isAsked = words.length > 0 || place.value !== '';
    let [shown, total] = [0, 0];
    for (const { rows, groups, filters, none } of sections) {
      const asked = [['ns', place.value], ...filters.map((one) => [one.dataset.filter, one.value])];
      let here = 0;
      for (const row of rows) {
        const fits = asked.every(([name, value]) => has(row, name, value)) && words.every((word) => textOf(row).includes(word));
        if (row.hidden === fits) row.hidden = !fits;
        if (fits) here += 1;
      }
      for (const group of groups) {
        const some = group.querySelector('[data-r]:not([hidden])') !== null;
        group.hidden = !some;
        if (some && words.length > 0 && group.tagName === 'DETAILS' && !group.open) {
          group.open = true;
          opened.push(group);
        }
      }
      none.hidden = rows.length === 0 || here > 0;
      shown += here;
      total += rows.length;
    }
    if (words.length === 0) {
      for (const group of opened) group.open = false;
      opened = [];
    }
    found.textContent = isAsked ? shown + ' of ' + total + ' rows' : '';
  };
  let waits = 0;
  search.addEventListener('input', () => {
    clearTimeout(waits);
    waits = setTimeout(apply, 80);
  });
  for (const select of all('select')) select.addEventListener('change', apply);
  document.addEventListener('keydown', (event) => {
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox';
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    if (event.key === 'Escape' && event.target === search) {
      search.value = '';
      apply();
    }
  });
  for (const box of all('[data-fit]'))
    box.addEventListener('change', () => box.closest('section').classList.toggle('fit', box.checked));
  for (const button of all('[data-open]'))
    button.addEventListener('click', () => {
      for (const group of all('details.group', button.closest('section'))) group.open = button.dataset.open === 'all';
      opened = [];
    });
  for (const button of all('[data-copy]'))
    button.addEventListener('click', () => {
      const list = one('#' + button.dataset.copy);
      list.select();
      // A page from the file system may not use the clipboard in any other way.
      const done = document.execCommand('copy');
      button.focus();
      one('[data-copied]').textContent = done ? 'Copied' : 'The list is marked: copy it by the keyboard';
    });
  const reveal = () => {
    const target = /^#o\\d+$/.test(location.hash) && one(location.hash);
    if (!target) return;
    if (target.hidden) {
      for (const field of [search, ...all('select')]) field.value = '';
      apply();
    }
    for (let at = target; at; at = at.parentElement && at.parentElement.closest('details')) at.open = true;
    target.scrollIntoView();
    target.querySelector('summary').focus({ preventScroll: true });
  };
  addEventListener('hashchange', reveal);
  reveal();
  const opens = [];
  addEventListener('beforeprint', () => {
    for (const group of all('details.group:not([open])')) {
      group.open = true;
      opens.push(group);
    }
  });
  addEventListener('afterprint', () => {
    for (const group of opens.splice(0)) group.open = false;
  });
  if (search.value !== '' || all('select').some((one) => one.value !== '')) apply();
})();
`;
