import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugOf } from '../app/admin/slug';
import { labelsIn } from '../app/dialogs/labels_text';
import { safeTarget } from '../app/core/safe_target';

test('short addresses', () => {
  for (const [title, slug] of [
    ['Straßen & Plätze', 'strassen-plaetze'],
    ['  Über uns! ', 'ueber-uns'],
    ['Café №2', 'cafe-2'],
    ['x'.repeat(80), 'x'.repeat(60)],
  ]) assert.equal(slugOf(title), slug);
});
test('labels from one line', () => assert.deepEqual(labelsIn(' a, b ,, a '), ['a', 'b']));
test('after signing in only own addresses are followed', () => {
  assert.equal(safeTarget('/p/1?a=b'), '/p/1?a=b');
  for (const bad of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:x', '', null]) {
    assert.equal(safeTarget(bad), '/');
  }
});
