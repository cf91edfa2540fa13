import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Source } from '../app/core/types';
import type { Entry } from '../app/editing/journal';
import { nextEpoch, opening } from '../app/editing/resume';

const source = (scratch: Partial<NonNullable<Source['scratch']>> | null): Source => ({
  page: '1',
  revision: '20',
  title: 'Titel',
  markdown: 'gespeichert',
  scratch: scratch && { base_revision: '10', epoch: 5, seq: 3, markdown: 'Entwurf', saved_at: '2026-11-22T10:00:00.000Z', ...scratch },
});
const entry = (epoch: number, seq: number): Entry => ({
  page: '1', base_revision: '10', epoch, seq, title: 'Titel', markdown: 'auf dem Gerät', at: 1,
});

test('opens the page when there is no draft', () => {
  assert.deepEqual(opening(source(null), undefined), { title: 'Titel', markdown: 'gespeichert', base: '20', on_device: false });
});
test('continues the draft on the base it was written on', () => {
  const start = opening(source({}), undefined);
  assert.deepEqual([start.markdown, start.base, start.on_device], ['Entwurf', '10', false]);
});
test('a draft that equals the page is none', () => {
  assert.equal(opening(source({ markdown: 'gespeichert' }), undefined).resumed_from, undefined);
});
test('text on this device wins only when it is newer than what the server has', () => {
  assert.equal(opening(source({}), entry(5, 4)).markdown, 'auf dem Gerät');
  assert.equal(opening(source({}), entry(6, 1)).markdown, 'auf dem Gerät');
  assert.equal(opening(source({}), entry(5, 3)).markdown, 'Entwurf');
  assert.equal(opening(source({}), entry(4, 9)).markdown, 'Entwurf');
  assert.equal(opening(source(null), entry(1, 1)).on_device, true);
});
test('a window opened later has the higher epoch', () => {
  assert.equal(nextEpoch(source({ epoch: 70 }), entry(80, 1), 50), 81);
  assert.equal(nextEpoch(source(null), undefined, 50), 50);
});
