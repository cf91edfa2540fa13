// Every call of the client, held against docs/openapi.json: its address is there, its query and body have the members
// that the server knows and needs. Types alone cannot see that the two sides differ.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { json, sent, serve } from './browser_stub';
import * as access from '../app/access/api';
import * as api from '../app/core/api';
import * as audit from '../app/audit/api';
import * as notices from '../app/notices/api';
import * as directory from '../app/organisation/api';

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  anyOf?: Schema[];
}
interface Operation {
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
const openapi = JSON.parse(readFileSync(`${process.cwd()}/../docs/openapi.json`, 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

const page = { title: 'a', markdown: 'b', base_revision: '2', comment: '' };
const account = { display_name: 'a', email: '', administrator: false };
const space = { slug: 'a', title: 'a', description: '', everyone: null };
const source = {
  name: 'a', enabled: true, creates_accounts: true, links_accounts: false, fills_groups: false,
  oidc: { issuer: 'https://a.example', client_id: 'b', scopes: '', groups_claim: '' },
  ldap: null,
};
const text = { base_revision: '2', epoch: 1, seq: 1, markdown: '', title: '' };

const proof = { credential: 'a', client_data: 'b', authenticator_data: 'c', signature: 'd' };

const calls: Record<string, () => Promise<unknown>> = {
  addPasskey: () => api.addPasskey('a', 'b', 'c'),
  addIdentitySource: () => api.addIdentitySource({ ...source, slug: 'a' }),
  addPerson: () => api.addPerson({ ...account, name: 'a' }),
  allSpaces: () => api.allSpaces(),
  attachments: () => api.attachments('1'),
  backlinks: () => api.backlinks('1'),
  beginEnrolment: () => api.beginEnrolment(),
  brokenLinks: () => api.brokenLinks('a', '2'),
  changeIdentitySource: () => api.changeIdentitySource('1', source),
  changeLabels: () => api.changeLabels('1', ['a']),
  changeLanguage: () => api.changeLanguage('de'),
  changeOwner: () => api.changeOwner('1', { kind: 'post', id: '2' }, '2027-01-31'),
  changePassword: () => api.changePassword('a', 'b'),
  changePerson: () => api.changePerson('1', { ...account, active: true }),
  changeSignInPolicy: () => api.changeSignInPolicy(false),
  changeSpace: () => api.changeSpace('a', 'b', 'c'),
  confirmByPasskey: () => api.confirmByPasskey(proof),
  confirmSession: () => api.confirmSession({ password: 'a' }),
  confirmationOffer: () => api.confirmationOffer(),
  createPage: () => api.createPage('a', { title: 'b', parent: '1', after: '2' }),
  createSpace: () => api.createSpace(space),
  createToken: () => api.createToken('a', 'read', '2027-01-31'),
  diff: () => api.diff('1', '2', '3'),
  directory: () => api.directory('a'),
  dropScratch: () => api.dropScratch('1'),
  endOtherSessions: () => api.endOtherSessions(),
  endSession: () => api.endSession('1'),
  extendSession: () => api.extendSession(),
  finishEnrolment: () => api.finishEnrolment('1'),
  identitySources: () => api.identitySources(),
  labelsOf: () => api.labelsOf('a'),
  move: () => api.move('1', { parent: null, after: '2', space: 'a' }),
  moveToTrash: () => api.moveToTrash('1'),
  ownSessions: () => api.ownSessions(),
  page: () => api.page('1'),
  pageAfterHint: () => api.pageAfterHint('1'),
  pageAt: () => api.pageAt('a', 'b/c'),
  passkeyOffer: () => api.passkeyOffer(),
  passwordLink: () => api.passwordLink('1'),
  passwordLinkOwner: () => api.passwordLinkOwner('a'),
  people: () => api.people('a', '2'),
  preview: () => api.preview('1', 'a'),
  providerSignOut: () => api.providerSignOut(),
  purge: () => api.purge('1'),
  recent: () => api.recent(5),
  removeAttachment: () => api.removeAttachment('1'),
  removeAuthenticator: () => api.removeAuthenticator(),
  removePasskey: () => api.removePasskey('1'),
  renewRecoveryCodes: () => api.renewRecoveryCodes(),
  resetSecondFactor: () => api.resetSecondFactor('1'),
  restore: () => api.restore('1', '2', ''),
  revision: () => api.revision('1', '2'),
  revisions: () => api.revisions('1', '2'),
  revokeToken: () => api.revokeToken('1'),
  save: () => api.save('1', page),
  saveScratch: () => api.saveScratch('1', text),
  search: () => api.search({ q: 'a', space: 'b', label: 'c', year: '2026' }, '2'),
  searchFacets: () => api.searchFacets({ q: 'a', space: 'b', label: 'c', year: '2026' }),
  security: () => api.security(),
  sessionState: () => api.sessionState(),
  setPasswordByLink: () => api.setPasswordByLink('a', 'b'),
  signIn: () => api.signIn('a', 'b', 'c'),
  signInByPasskey: () => api.signInByPasskey(proof),
  signInOffer: () => api.signInOffer(),
  signInAt: () => api.signInAt('a', 'b', 'c', 'd'),
  signInOptions: () => api.signInOptions(),
  signOut: () => api.signOut(),
  source: () => api.source('1'),
  space: () => api.space('a'),
  spaces: () => api.spaces(),
  suggest: () => api.suggest('a'),
  takeFromTrash: () => api.takeFromTrash('1'),
  testIdentitySource: () => api.testIdentitySource('1'),
  tokens: () => api.tokens(),
  trash: () => api.trash('a'),
  tree: () => api.tree('a'),
  whoAmI: () => api.whoAmI(),
};

const unit = { parent: '1', type: 'a', sign: 'b', name: 'c', valid_from: '2027-01-01', active: true };
const post = { name: 'a', tasks: '', leads: true };
const days = { person: '1', valid_from: '2027-01-01', valid_to: '2027-01-02' };

const directoryCalls: Record<string, () => Promise<unknown>> = {
  changeGroup: () => directory.changeGroup('1', 'a', ''),
  changeGroupMembers: () => directory.changeGroupMembers('1', ['2']),
  changeHolders: () => directory.changeHolders('1', [{ ...days, role: 'deputy', scope: 'read' }]),
  changeMembers: () => directory.changeMembers('1', [days]),
  changeOwnContact: () => directory.changeOwnContact('1', '2'),
  changePost: () => directory.changePost('1', post),
  changeUnit: () => directory.changeUnit('1', unit),
  changeUnitTypes: () => directory.changeUnitTypes([{ name: 'a', leader: 'b' }]),
  contact: () => directory.contact('1'),
  contacts: () => directory.contacts({ q: 'a', unit: '1' }, '2'),
  createGroup: () => directory.createGroup('a', ''),
  createPost: () => directory.createPost('1', post),
  createUnit: () => directory.createUnit({ ...unit, parent: null }),
  dropPlan: () => directory.dropPlan('1', '2027-01-01'),
  group: () => directory.group('1'),
  groups: () => directory.groups(),
  removeGroup: () => directory.removeGroup('1'),
  removePost: () => directory.removePost('1'),
  unit: () => directory.unit('1'),
  unitPresets: () => directory.unitPresets(),
  unitTypes: () => directory.unitTypes(),
  units: () => directory.units(),
};

const auditCalls: Record<string, () => Promise<unknown>> = {
  ask: () => audit.ask({ person: '1', purpose: 'a', first_day: '2027-01-01', last_day: '2027-01-02' }),
  changeRoles: () => audit.changeRoles('1', ['organisation']),
  decide: () => audit.decide('1', true),
  events: () => audit.events('1'),
  requests: () => audit.requests(),
  rolesOf: () => audit.rolesOf('1'),
};

const noticeCalls: Record<string, () => Promise<unknown>> = {
  allOpenings: () => notices.allOpenings(),
  notices: () => notices.notices(),
  orphanedPages: () => notices.orphanedPages('2'),
  ownershipReport: () => notices.ownershipReport(),
  takeNote: () => notices.takeNote('1'),
};

const principal = { kind: 'unit_tree' as const, id: '1', display_name: 'a' };
const grants = [{ principal, level: 'read' as const }, { principal: { kind: 'everyone' as const }, level: 'edit' as const }];
const place = access.spacePlace('a');

const accessCalls: Record<string, () => Promise<unknown>> = {
  breakGlass: () => access.breakGlass(place, 'a'),
  changeFounders: () => access.changeFounders([principal]),
  changePageGrants: () => access.changePageGrants('1', grants),
  changeSpaceGrants: () => access.changeSpaceGrants('a', grants),
  endOpening: () => access.endOpening('1'),
  endOwnList: () => access.endOwnList('1'),
  endViewing: () => access.endViewing('1'),
  explain: () => access.explain(access.pagePlace('1'), '2'),
  founders: () => access.founders(),
  openings: () => access.openings(place),
  pageAccess: () => access.pageAccess('1'),
  principals: () => access.principals('a'),
  reach: () => access.reach(place, 'a', '2'),
  rehearseEnd: () => access.rehearseEnd('1', '2'),
  rehearseGrants: () => access.rehearseGrants(access.pagePlace('1'), grants, '2'),
  rehearseMove: () => access.rehearseMove('1', { parent: null, after: '2', space: 'a' }, '3'),
  spaceGrants: () => access.spaceGrants('a'),
  startOwnList: () => access.startOwnList('1'),
  startViewing: () => access.startViewing('1'),
};

const resolved = (schema: Schema): Schema =>
  schema.$ref ? openapi.components.schemas[schema.$ref.slice('#/components/schemas/'.length)]! : schema;

function faults(schema: Schema, value: unknown, where: string): string[] {
  const whole = resolved(schema);
  if (whole.anyOf) return value === null ? [] : faults(whole.anyOf[0]!, value, where);
  if (Array.isArray(value)) return value.flatMap((one, i) => faults(whole.items ?? {}, one, `${where}/${i}`));
  if (whole.enum && !whole.enum.includes(value)) return [`${where}: ${value} is none of ${whole.enum}`];
  if (typeof value !== 'object' || value === null || !whole.properties) return [];
  const given = value as Record<string, unknown>;
  return [
    ...(whole.required ?? []).filter((name) => !(name in given)).map((name) => `${where}/${name} is missing`),
    ...Object.keys(given).filter((name) => !(name in whole.properties!)).map((name) => `${where}/${name} is unknown`),
    ...Object.keys(given).flatMap((name) => faults(whole.properties![name] ?? {}, given[name], `${where}/${name}`)),
  ];
}

function check(name: string): string[] {
  const { method, path, body } = sent[0]!;
  const [address, query] = path.split('?') as [string, string | undefined];
  const fits = (pattern: string) => new RegExp(`^${pattern.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(address);
  const exact = openapi.paths[address] ? address : Object.keys(openapi.paths).find(fits);
  const operation = exact && openapi.paths[exact]![method.toLowerCase()];
  if (!operation) return [`${name}: no ${method} ${address}`];
  const known = (operation.parameters ?? []).filter((one) => one.in === 'query');
  const given = [...new URLSearchParams(query).keys()];
  const schema = operation.requestBody?.content['application/json']?.schema;
  return [
    ...given.filter((one) => !known.some((parameter) => parameter.name === one)).map((one) => `${name}: ?${one} is unknown`),
    ...known.filter((one) => one.required && !given.includes(one.name)).map((one) => `${name}: ?${one.name} is missing`),
    ...(schema ? faults(schema, body, name) : Object.keys(body).map((one) => `${name}/${one} has no place in a body`)),
  ];
}

const verbs = ['get', 'post', 'put', 'remove', 'part', 'spacePlace', 'pagePlace', 'named', 'asList'];

test('every call of the client is one that the server knows', async () => {
  const found: string[] = [];
  const areas = [
    [api, calls], [directory, directoryCalls], [audit, auditCalls], [notices, noticeCalls], [access, accessCalls],
  ] as const;
  for (const [functions, table] of areas) {
    const names = Object.entries(functions).filter(([name, value]) => typeof value === 'function' && !verbs.includes(name));
    assert.deepEqual(names.map(([name]) => name).sort(), Object.keys(table).sort());
    for (const [name, call] of Object.entries(table)) {
      serve(() => json({}));
      await call();
      found.push(...check(name));
    }
  }
  assert.deepEqual(found, []);
});
