import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ancestors, filter, forest, rows, within } from '../app/core/tree';
import type { TreePage } from '../app/core/types';

const page = (id: string, parent: string | null, title = id): TreePage => ({
  id, parent, title, slug: title, position: 0, container: false,
});
const wood = forest([page('1', null, 'Personal'), page('2', '1', 'Urlaub'), page('3', '2', 'Änderung'), page('4', null, 'IT-Sicherheit')]);

test('only what is unfolded becomes a row', () => {
  assert.deepEqual(rows(wood.roots, new Set()).map((row) => row.node.page.id), ['1', '4']);
  const open = rows(wood.roots, new Set(['1', '2']));
  assert.deepEqual(open.map((row) => [row.node.page.id, row.node.level, row.position, row.size, row.expanded]), [
    ['1', 1, 1, 2, true],
    ['2', 2, 1, 1, true],
    ['3', 3, 1, 1, undefined],
    ['4', 1, 2, 2, undefined],
  ]);
});

test('a page whose parent is unreadable hangs at the top', () => {
  const { roots } = forest([page('9', '8')]);
  assert.deepEqual(roots.map((node) => [node.page.id, node.level]), [['9', 1]]);
});

test('ancestors from the top, and what lies within what', () => {
  const node = (id: string) => wood.byId.get(id)!;
  assert.deepEqual(ancestors(node('3')).map((above) => above.page.id), ['1', '2']);
  assert.equal(within(node('3'), node('1')), true);
  assert.equal(within(node('4'), node('1')), false);
});

test('the filter takes every word, without umlauts too, titles that begin with it first', () => {
  const found = (words: string) => filter(wood, words, 10).nodes.map((node) => node.page.id);
  assert.deepEqual(found('anderung'), ['3']);
  assert.deepEqual(found('sicher it'), ['4']);
  assert.deepEqual(found('ur'), ['2']);
  assert.deepEqual(found('nichts'), []);
  assert.equal(filter(wood, 'a', 1).nodes.length, 1);
  assert.equal(filter(wood, 'a', 1).total, 3);
});

test('six thousand pages become rows in a blink', () => {
  const many = Array.from({ length: 6636 }, (_, i) => page(String(i + 1), i < 26 ? null : String((i % 26) + 1)));
  const begin = performance.now();
  const all = rows(forest(many).roots, new Set(many.slice(0, 26).map(({ id }) => id)));
  assert.equal(all.length, 6636);
  assert.ok(performance.now() - begin < 500);
});
