import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cut, inner, join, withInner } from '../app/editing/front_matter';

const texts = [
  '',
  'nur Text\n',
  '---\nTitle: Gesetz\n---\n\n# Gesetz\n',
  '---\nTitle: Gesetz\n---',
  '---\n---\nText',
  '---\nkein Ende\n\n# Text',
  '--- \nTitle: "x"\n---  \nText\n',
  'Text\n---\nTitle: x\n---\n',
];

for (const text of texts) test(`cut and joined unchanged: ${JSON.stringify(text)}`, () => assert.equal(join(cut(text)), text));

test('only a block at the very start counts', () => {
  assert.equal(cut(texts[2]).front, '---\nTitle: Gesetz\n---\n');
  assert.equal(cut(texts[5]).front, '');
  assert.equal(cut(texts[7]).front, '');
});

test('editing what is inside the fences', () => {
  const { front } = cut(texts[6]);
  assert.equal(inner(front), 'Title: "x"');
  assert.equal(withInner(front, inner(front)), front);
  assert.equal(withInner(front, 'Title: y\nStatus: z'), '---\nTitle: y\nStatus: z\n---\n');
  assert.equal(withInner(front, ''), '');
  assert.equal(withInner('', 'a: b'), '---\na: b\n---\n');
});
