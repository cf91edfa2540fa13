import assert from 'node:assert/strict';
import { test } from 'node:test';
import { json, nothing, offline, problem, sent, serve } from './browser_stub';
import { onSessionEnd, Problem, query, request } from '../app/core/http';
import { fieldText, problemText } from '../app/core/problem_text';

const refused = async (work: Promise<unknown>): Promise<Problem> => work.then(() => assert.fail('was not refused'), (error) => error);

test('a refusal carries its key, its fields and its details', async () => {
  serve(() => json({ status: 422, key: 'wrong_value', errors: [{ field: '/title', key: 'too_long' }], head: '9' }, 422));
  const found = await refused(request('PUT', '/api/pages/1', { body: {} }));
  assert.deepEqual([found.status, found.key, found.details.head], [422, 'wrong_value', '9']);
  assert.equal(fieldText(found, '/title'), 'Der Text ist zu lang.');
  assert.equal(fieldText(found, '/other'), undefined);
});

test('no connection is a problem of its own', async () => {
  serve(offline);
  const found = await refused(request('GET', '/api/me'));
  assert.deepEqual([found.status, found.key], [0, 'offline']);
});

test('a session that ran out is asked for once, then the request goes again', async () => {
  let asked = 0;
  onSessionEnd(async () => (asked += 1) === 1);
  serve(() => (sent.length < 2 ? problem(401, 'not_signed_in') : nothing()));
  await request('PUT', '/api/x', { body: { a: 1 } });
  assert.deepEqual([asked, sent.map(({ body }) => body)], [1, [{ a: 1 }, { a: 1 }]]);
  serve(() => problem(401, 'sign_in_failed'));
  assert.equal((await refused(request('POST', '/api/session', { anonymous: true }))).key, 'sign_in_failed');
  assert.equal(asked, 1);
});

test('every kind of refusal has words', () => {
  const words = (status: number, key = 'no_such_key') => problemText(new Problem(status, key));
  assert.equal(words(409, 'name_taken'), 'Dieser Benutzername ist schon vergeben.');
  for (const status of [-1, 0, 400, 403, 404, 409, 422, 429, 500, 503]) assert.ok(words(status).length > 10);
});

test('only given values are in an address', () => {
  assert.equal(query({ q: 'a b&c', cursor: null, space: '', limit: 5 }), '?q=a+b%26c&limit=5');
  assert.equal(query({}), '');
});
