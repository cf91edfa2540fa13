// One typed function for each path of the REST interface that the client uses.
import { query, request, type RequestOptions } from './http';
import type {
  Account, Attachment, Backlink, BrokenLink, Diff, Facets, Id, IdentitySource, Level, LinkOwner, Me, OwnSession, Page, Paged, Person, PrincipalRef,
  Recent, Revision, RevisionView, Saved, Scope, SearchResult, Security, SessionState, SignInOptions, Source, SourceChange,
  SourceTest, Space, SpaceName, TocEntry, Token, Trashed, TreePage,
} from './types';

// The verbs, for this list and for those of whole areas.
export type Signal = AbortSignal | undefined;
export const get = <T>(path: string, signal?: Signal) => request<T>('GET', path, { signal });
export const post = <T>(path: string, body?: unknown, signal?: Signal) => request<T>('POST', path, { body, signal });
export const put = <T>(path: string, body: unknown, signal?: Signal) => request<T>('PUT', path, { body, signal });
export const remove = (path: string) => request<void>('DELETE', path);
export const part = encodeURIComponent;

const anonymous: RequestOptions = { anonymous: true };

export const signIn = (name: string, password: string, code?: string) =>
  request<Me>('POST', '/api/session', { body: code ? { name, password, code } : { name, password }, ...anonymous });
export const signInAt = (directory: string, name: string, password: string, code?: string) =>
  request<Me>('POST', `/api/directories/${part(directory)}/session`, {
    body: code ? { name, password, code } : { name, password },
    ...anonymous,
  });
export const signOut = () => request<void>('DELETE', '/api/session', anonymous);
export const signInOptions = () => request<SignInOptions>('GET', '/api/sign-in-options', anonymous);
// Asked before signing out: where the provider ends its own session.
export const providerSignOut = () => request<{ url: string | null }>('GET', '/api/me/provider-sign-out', anonymous);
export const whoAmI = () => request<Me>('GET', '/api/me', anonymous);
export const sessionState = () => request<SessionState>('GET', '/api/session', { ...anonymous, background: true });
export const extendSession = () => request<SessionState>('POST', '/api/session/extend', anonymous);
export const confirmSession = (shown: { password: string } | { code: string }) =>
  request<SessionState>('POST', '/api/session/confirm', { body: shown });
export interface PasskeyOffer {
  challenge: string;
  relying_party: string;
}
export interface PasskeyProof {
  credential: string;
  client_data: string;
  authenticator_data: string;
  signature: string;
}
export const signInOffer = () => request<PasskeyOffer>('POST', '/api/session/passkey/offer', anonymous);
export const signInByPasskey = (proof: PasskeyProof) =>
  request<Me>('POST', '/api/session/passkey', { body: proof, ...anonymous });
export const confirmationOffer = () => post<PasskeyOffer>('/api/session/confirm/passkey/offer');
export const confirmByPasskey = (proof: PasskeyProof) => post<SessionState>('/api/session/confirm/passkey', proof);
export const passwordLinkOwner = (secret: string) =>
  request<LinkOwner>('POST', '/api/password-link', { body: { secret }, ...anonymous });
export const setPasswordByLink = (secret: string, password: string) =>
  request<void>('PUT', '/api/password-link', { body: { secret, password }, ...anonymous });

export const security = (signal?: Signal) => get<Security>('/api/me/security', signal);
export const changePassword = (current: string, password: string) => put<void>('/api/me/password', { current, password });
export const beginEnrolment = () => post<{ secret: string; uri: string }>('/api/me/authenticator');
export const finishEnrolment = (code: string) => put<{ codes: string[] }>('/api/me/authenticator', { code });
export const removeAuthenticator = () => remove('/api/me/authenticator');
export const passkeyOffer = () =>
  post<PasskeyOffer & { owner: { user: string; name: string; display_name: string; known: string[] } }>(
    '/api/me/passkeys/offer',
  );
export const addPasskey = (label: string, client_data: string, authenticator_data: string) =>
  post<{ codes: string[] }>('/api/me/passkeys', { label, client_data, authenticator_data });
export const removePasskey = (passkey: Id) => remove(`/api/me/passkeys/${part(passkey)}`);
export const renewRecoveryCodes = () => post<{ codes: string[] }>('/api/me/recovery-codes');
export const ownSessions = (signal?: Signal) => get<OwnSession[]>('/api/me/sessions', signal);
export const endSession = (session: Id) => remove(`/api/me/sessions/${part(session)}`);
export const endOtherSessions = () => remove('/api/me/sessions');
export const changeLanguage = (language: 'de' | 'en') => put<Me>('/api/me/settings', { language });
export const tokens = (signal?: Signal) => get<Token[]>('/api/me/tokens', signal);
export const createToken = (label: string, scope: Scope, expires_on: string | null) =>
  post<Token & { token: string }>('/api/me/tokens', { label, scope, expires_on });
export const revokeToken = (token: Id) => remove(`/api/me/tokens/${part(token)}`);

export interface NewAccount {
  name: string;
  display_name: string;
  email: string;
  administrator: boolean;
}
export type AccountChange = Pick<Account, 'display_name' | 'email' | 'administrator' | 'active'>;
export const people = (q: string, cursor?: string | null, signal?: Signal) =>
  get<Paged<Account>>(`/api/people${query({ q, cursor, limit: 50 })}`, signal);
// Without a password: the person chooses one with a link.
export const addPerson = (account: NewAccount) => post<Account>('/api/people', { ...account, password: '' });
export const changePerson = (person: Id, change: AccountChange) => put<Account>(`/api/people/${part(person)}`, change);
export const passwordLink = (person: Id) =>
  post<{ path: string; expires_at: string }>(`/api/people/${part(person)}/password-link`);
export const resetSecondFactor = (person: Id) => remove(`/api/people/${part(person)}/second-factor`);
export const directory = (q: string, signal?: Signal) =>
  get<Person[]>(`/api/directory${query({ q, limit: 10 })}`, signal);

export const identitySources = (signal?: Signal) =>
  get<{ local_accounts: boolean; items: IdentitySource[] }>('/api/identity-sources', signal);
export const addIdentitySource = (source: SourceChange & { slug: string }) =>
  post<IdentitySource>('/api/identity-sources', source);
export const changeIdentitySource = (source: Id, change: SourceChange) =>
  put<IdentitySource>(`/api/identity-sources/${part(source)}`, change);
export const testIdentitySource = (source: Id) => post<SourceTest>(`/api/identity-sources/${part(source)}/test`);
export const changeSignInPolicy = (local_accounts: boolean) =>
  put<{ local_accounts: boolean }>('/api/sign-in-policy', { local_accounts });

export interface NewSpace {
  slug: string;
  title: string;
  description: string;
  everyone: Level | null;
}
export const spaces = (signal?: Signal) => get<Space[]>('/api/spaces', signal);
export const allSpaces = (signal?: Signal) => get<SpaceName[]>('/api/all-spaces', signal);
export const space = (slug: string, signal?: Signal) => get<Space>(`/api/spaces/${part(slug)}`, signal);
export const createSpace = (space: NewSpace) => post<Space>('/api/spaces', space);
export const changeSpace = (slug: string, title: string, description: string) =>
  put<Space>(`/api/spaces/${part(slug)}`, { title, description });
export const tree = (slug: string, signal?: Signal) =>
  get<{ space: Space; pages: TreePage[] }>(`/api/spaces/${part(slug)}/tree`, signal);
export const pageAt = (slug: string, path: string, signal?: Signal) =>
  get<{ id: Id }>(`/api/spaces/${part(slug)}/pages${query({ path })}`, signal);
export const createPage = (slug: string, page: { title: string; parent?: Id; after?: Id }) =>
  post<{ id: Id }>(`/api/spaces/${part(slug)}/pages`, page);
export const trash = (slug: string, signal?: Signal) => get<Trashed[]>(`/api/spaces/${part(slug)}/trash`, signal);
export const brokenLinks = (slug: string, cursor?: string | null, signal?: Signal) =>
  get<Paged<BrokenLink>>(`/api/spaces/${part(slug)}/broken-links${query({ cursor })}`, signal);
export const labelsOf = (slug: string, signal?: Signal) =>
  get<{ label: string; pages: number }[]>(`/api/spaces/${part(slug)}/labels`, signal);
export const recent = (limit: number, signal?: Signal) => get<Recent[]>(`/api/recent${query({ limit })}`, signal);

const at = (page: Id) => `/api/pages/${part(page)}`;
export const page = (id: Id, signal?: Signal) => get<Page>(at(id), signal);
// Because somebody else changed it: does not keep the session of a person who is away.
export const pageAfterHint = (id: Id, signal?: Signal) =>
  request<Page>('GET', at(id), { signal, anonymous: true, background: true });
export const source = (id: Id, signal?: Signal) => get<Source>(`${at(id)}/source`, signal);
export interface Save {
  title: string;
  markdown: string;
  base_revision: Id | null;
  comment: string;
}
// A page without text has no revision to start from; the member is left out then.
const based = <T extends { base_revision: Id | null }>(text: T) => ({ ...text, base_revision: text.base_revision ?? undefined });

export const save = (id: Id, change: Save) => put<Saved>(at(id), based(change));
export interface ScratchText {
  base_revision: Id | null;
  epoch: number;
  seq: number;
  markdown: string;
  title: string;
}
export const saveScratch = (id: Id, text: ScratchText) =>
  put<{ epoch: number; seq: number }>(`${at(id)}/scratch`, based(text));
export const dropScratch = (id: Id) => remove(`${at(id)}/scratch`);
export const preview = (id: Id, markdown: string, signal?: Signal) =>
  post<{ html: string; toc: TocEntry[] }>(`${at(id)}/preview`, { markdown }, signal);
export const revisions = (id: Id, cursor?: string | null, signal?: Signal) =>
  get<Paged<Revision>>(`${at(id)}/revisions${query({ cursor, limit: 50 })}`, signal);
export const revision = (id: Id, which: Id, signal?: Signal) =>
  get<RevisionView>(`${at(id)}/revisions/${part(which)}`, signal);
export const diff = (id: Id, from: Id, to: Id, signal?: Signal) =>
  get<Diff>(`${at(id)}/diff${query({ from, to })}`, signal);
export const restore = (id: Id, which: Id, comment: string) =>
  post<Saved>(`${at(id)}/restore`, { revision: which, comment });
export const move = (id: Id, to: { parent: Id | null; after: Id | null; space?: string }) =>
  post<{ id: Id; path: string; space: string }>(`${at(id)}/move`, to);
export const moveToTrash = (id: Id) => post<void>(`${at(id)}/trash`);
export const takeFromTrash = (id: Id) => post<{ id: Id; path: string }>(`${at(id)}/untrash`, {});
export const purge = (id: Id) => remove(at(id));
export const changeLabels = (id: Id, labels: string[]) => put<{ labels: string[] }>(`${at(id)}/labels`, { labels });
export const changeOwner = (id: Id, owner: PrincipalRef | null, review_on: string | null) =>
  put<{ owner: PrincipalRef | null; review_on: string | null }>(`${at(id)}/owner`, {
    owner: owner && { kind: owner.kind, id: owner.id },
    review_on,
  });
export const backlinks = (id: Id, signal?: Signal) => get<Backlink[]>(`${at(id)}/backlinks`, signal);
export const attachments = (id: Id, signal?: Signal) => get<Attachment[]>(`${at(id)}/attachments`, signal);
export const removeAttachment = (id: Id) => remove(`/api/attachments/${part(id)}`);

export interface SearchWords {
  q: string;
  space?: string;
  label?: string;
  year?: string;
}
export const searchFacets = (words: SearchWords, signal?: Signal) =>
  get<Facets>(`/api/search/facets${query({ ...words })}`, signal);
export const search = (words: SearchWords, cursor?: string | null, signal?: Signal) =>
  get<SearchResult>(`/api/search${query({ ...words, cursor, limit: 20 })}`, signal);
export const suggest = (q: string, signal?: Signal) => get<Backlink[]>(`/api/suggest${query({ q, limit: 8 })}`, signal);
