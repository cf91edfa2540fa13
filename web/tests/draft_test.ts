import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { freshStorage, json, nothing, offline, problem, sent, serve } from './browser_stub';
import { Draft } from '../app/editing/draft';
import { clearJournal, keep, kept, sendAll, unsent } from '../app/editing/journal';

const receipt = () => serve(({ method, body }) => (method === 'DELETE' ? nothing() : json({ epoch: body.epoch, seq: body.seq })));
const text = (markdown: string) => ({ title: 'Titel', markdown });
const draft = () => new Draft('7', '1', '20', 100, () => undefined);

beforeEach(() => freshStorage());

test('what is typed lies on this device at once, and on the server after its receipt', async () => {
  receipt();
  const one = draft();
  one.typed(text('a'));
  assert.deepEqual([one.state, one.safe, kept('7', '1')?.markdown], ['waiting', false, 'a']);
  assert.equal(await one.flush(), true);
  assert.deepEqual([one.state, kept('7', '1')], ['stored', undefined]);
  assert.deepEqual(sent[0].body, { base_revision: '20', epoch: 100, seq: 1, title: 'Titel', markdown: 'a' });
  one.stop();
});

test('without a connection the text stays on this device and is sent later', async () => {
  serve(offline);
  const one = draft();
  one.typed(text('a'));
  assert.equal(await one.flush(), false);
  assert.deepEqual([one.state, kept('7', '1')?.markdown], ['device', 'a']);
  receipt();
  one.typed(text('ab'));
  assert.equal(await one.flush(), true);
  assert.equal(kept('7', '1'), undefined);
  one.stop();
});

test('a receipt does not forget what was typed while it was on its way', async () => {
  const one = draft();
  let typedMore = false;
  serve(({ body }) => {
    if (!typedMore) one.typed(text('ab'));
    typedMore = true;
    return json({ epoch: body.epoch, seq: body.seq });
  });
  one.typed(text('a'));
  assert.equal(await one.flush(), true);
  assert.deepEqual(sent.map(({ body }) => body.markdown), ['a', 'ab']);
  one.stop();
});

test('a window opened later takes over, and this one says so', async () => {
  serve(() => json({ epoch: 101, seq: 1 }));
  const one = draft();
  one.typed(text('a'));
  assert.equal(await one.flush(), false);
  assert.deepEqual([one.state, kept('7', '1')?.markdown], ['elsewhere', 'a']);
  one.stop();
});

test('after saving there is no draft, neither here nor there', async () => {
  receipt();
  const one = draft();
  one.typed(text('a'));
  await one.settle('21');
  assert.deepEqual([one.state, kept('7', '1'), sent.at(-1)?.method], ['clean', undefined, 'DELETE']);
  one.typed(text('b'));
  await one.flush();
  assert.equal(sent.at(-1)?.body.base_revision, '21');
  one.stop();
});

test('the journal belongs to a person; signing out sends it, and clears only theirs', async () => {
  const entry = { page: '1', base_revision: '20', epoch: 1, seq: 1, title: 't', markdown: 'm', at: 0 };
  keep('7', entry);
  keep('7', { ...entry, page: '2' });
  keep('8', entry);
  serve(({ path, body }) => (path.includes('/2/') ? problem(503, 'unavailable') : json({ epoch: body.epoch, seq: body.seq })));
  await sendAll('7');
  assert.deepEqual(unsent('7').map(({ page }) => page), ['2']);
  clearJournal('7');
  assert.deepEqual([unsent('7').length, unsent('8').length], [0, 1]);
});
