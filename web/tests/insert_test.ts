import assert from 'node:assert/strict';
import { test } from 'node:test';
import { block, destination, link, prefix, wrap, type Replacement, type Selection } from '../app/editing/insert';

// A text with its selection marked by ⟦ and ⟧.
function marked(text: string): Selection {
  const start = text.indexOf('⟦');
  const end = text.indexOf('⟧') - 1;
  return { text: text.replace(/[⟦⟧]/g, ''), start, end };
}
function apply({ text }: Selection, change: Replacement): string {
  const next = text.slice(0, change.from) + change.text + text.slice(change.to);
  const [start, end] = change.select;
  return `${next.slice(0, start)}⟦${next.slice(start, end)}⟧${next.slice(end)}`;
}
const run = (text: string, act: (at: Selection) => Replacement) => apply(marked(text), act(marked(text)));

const cases: [string, string, (at: Selection) => Replacement, string][] = [
  ['bold', 'ein ⟦Wort⟧ hier', (at) => wrap(at, '**', 'Text'), 'ein **⟦Wort⟧** hier'],
  ['bold twice takes it back', 'ein **⟦Wort⟧** hier', (at) => wrap(at, '**', 'Text'), 'ein ⟦Wort⟧ hier'],
  ['bold marks selected too', '⟦**Wort**⟧', (at) => wrap(at, '**', 'Text'), '⟦Wort⟧'],
  ['bold keeps blanks outside', 'ein⟦ Wort ⟧hier', (at) => wrap(at, '**', 'Text'), 'ein **⟦Wort⟧** hier'],
  ['bold without selection', 'ein ⟦⟧', (at) => wrap(at, '**', 'Text'), 'ein **⟦Text⟧**'],
  ['heading', 'a\n⟦b⟧\nc', (at) => prefix(at, () => '## '), 'a\n## b⟦⟧\nc'],
  ['heading off', '## b⟦⟧', (at) => prefix(at, () => '## '), 'b⟦⟧'],
  ['heading replaces another', '### b⟦⟧', (at) => prefix(at, () => '## '), '## b⟦⟧'],
  ['numbers', '⟦a\nb⟧', (at) => prefix(at, (i) => `${i + 1}. `), '⟦1. a\n2. b⟧'],
  ['bullets become tasks', '⟦- a\n- b⟧', (at) => prefix(at, () => '- [ ] '), '⟦- [ ] a\n- [ ] b⟧'],
  ['selection ends at a line start', '⟦a\n⟧b', (at) => prefix(at, () => '> '), '> a⟦⟧\nb'],
  ['block in the middle', 'a⟦⟧b', (at) => block(at, '---', '---'), 'a\n\n⟦---⟧\n\nb'],
  ['block at the start', '⟦⟧', (at) => block(at, '---', '---'), '⟦---⟧\n'],
  ['block after an empty line', 'a\n\n⟦⟧\n\nb', (at) => block(at, '---', '---'), 'a\n\n⟦---⟧\n\nb'],
  ['link from words', 'siehe ⟦hier⟧', (at) => link(at, 'Verweis', 'https://'), 'siehe [hier](⟦https://⟧)'],
  ['link from an address', '⟦https://a.de/b⟧', (at) => link(at, 'Verweis', 'https://'), '[⟦Verweis⟧](https://a.de/b)'],
];

for (const [what, before, act, after] of cases) test(what, () => assert.equal(run(before, act), after));

test('file names become destinations', () => {
  assert.equal(destination('bild.png'), 'bild.png');
  assert.equal(destination('Plan (neu).pdf'), '<Plan (neu).pdf>');
});
