import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolution, type Decision } from '../app/editing/resolution';

const blocks = [
  { same: '# Titel\n\n' },
  { base: 'alt\n', mine: 'meins\n', theirs: 'ihres\n' },
  { same: '\nEnde\n' },
];
const decide = (choice: Decision['choice'], own = '') => resolution(blocks, new Map([[1, { choice, own }]]));

test('without a decision both versions stay', () => {
  const text = resolution(blocks, new Map());
  assert.match(text, /meins/);
  assert.match(text, /ihres/);
});
test('each choice', () => {
  assert.equal(decide('mine'), '# Titel\n\nmeins\n\nEnde\n');
  assert.equal(decide('theirs'), '# Titel\n\nihres\n\nEnde\n');
  assert.equal(decide('both'), '# Titel\n\nihres\n\nmeins\n\nEnde\n');
  assert.equal(decide('own', 'neu'), '# Titel\n\nneu\n\nEnde\n');
});
test('a block that one side removed', () => {
  const removed = [{ base: 'alt\n', mine: 'meins\n', theirs: '' }];
  assert.equal(resolution(removed, new Map()), 'meins\n');
  assert.equal(resolution(removed, new Map([[0, { choice: 'theirs', own: '' }]])), '');
});
