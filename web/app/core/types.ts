// What the REST interface answers; docs/openapi.json is the other side of this contract.
export type Id = string;
export type Level = 'read' | 'comment' | 'edit' | 'release' | 'manage';
export const levels: Level[] = ['read', 'comment', 'edit', 'release', 'manage'];

export interface Person {
  id: Id;
  display_name: string;
}
export interface Me {
  person: Person & { name: string; email: string };
  administrator: boolean;
  second_factor_due: boolean; // would administrate, but has to set one up first
  language: 'de' | 'en' | null;
  abilities: {
    create_space: boolean;
    administer: boolean;
    organise: boolean;
    search_audit: boolean;
    see_organisation: boolean;
    see_break_glass: boolean;
    see_ownership: boolean;
  };
}
export interface Account extends Person {
  name: string;
  email: string;
  administrator: boolean;
  active: boolean;
  second_factor: boolean;
  created_at: string;
}
export type Scope = 'read' | 'write';
export interface Token {
  id: Id;
  label: string;
  scope: Scope;
  created_at: string;
  expires_on?: string | null;
}
export interface Passkey {
  id: Id;
  label: string;
  created_at: string;
}
export interface Security {
  password_changed_at?: string | null;
  authenticator_since?: string | null;
  passkeys: Passkey[];
  recovery_codes: number;
}
export interface OwnSession {
  id: Id;
  label: string;
  created_at: string;
  seen_at: string;
  current: boolean;
}
export interface SessionState {
  expires_in_s: number; // unless it is used
  ends_in_s: number; // in any case
  fresh_for_s: number;
}
export interface LinkOwner {
  name: string;
  display_name: string;
  password_characters_min: number;
}
export interface SignInOptions {
  local_accounts: boolean;
  sources: { kind: 'oidc' | 'ldap'; slug: string; name: string }[];
}
export interface OidcSettings {
  issuer: string;
  client_id: string;
  scopes: string;
  groups_claim: string;
}
export interface LdapSettings {
  url: string;
  bind_dn: string;
  base_dn: string;
  person_filter: string;
  id_attribute: string;
  name_attribute: string;
  display_name_attribute: string;
  email_attribute: string;
  groups_attribute: string;
  changed_attribute: string;
}
export interface SourceChange {
  name: string;
  enabled: boolean;
  creates_accounts: boolean;
  links_accounts: boolean;
  fills_groups: boolean;
  oidc: OidcSettings | null;
  ldap: LdapSettings | null;
}
export interface IdentitySource extends SourceChange {
  id: Id;
  kind: 'oidc' | 'ldap';
  slug: string;
}
export interface SourceTest {
  passed: boolean;
  steps: { step: 'secret' | 'description' | 'keys' | 'directory'; passed: boolean; problem: string | null; detail: string }[];
}
export interface Paged<T> {
  items: T[];
  next: string | null;
}
export interface Space {
  id: Id;
  slug: string;
  title: string;
  description: string;
  level: Level;
  pages: number;
  abilities: { create_page: boolean; manage: boolean };
}
// Every space by name, for administrators, who need not read what is in it.
export interface SpaceName {
  id: Id;
  slug: string;
  title: string;
}
export interface PrincipalRef {
  kind: 'person' | 'group' | 'unit' | 'unit_tree' | 'post' | 'everyone';
  id?: Id | null;
  display_name?: string;
}
export interface Grant {
  principal: PrincipalRef;
  level: Level;
}
export interface PageAccess {
  own: boolean;
  space: { slug: string; title: string };
  begins?: PageRef | null;
  grants: Grant[];
}
export interface Reached {
  person: Person;
  level: Level;
  by: Grant[];
}
export interface Explanation {
  person: Person;
  level?: Level | null;
  by: Grant[];
  break_glass_until?: string | null;
  inactive: boolean;
  ceiling?: Level | null;
  space: { slug: string; title: string };
  begins?: PageRef | null;
}
export interface Effect {
  person: Person;
  before?: Level | null;
  after?: Level | null;
}
export interface Effects {
  gain: number;
  lose: number;
  items: Effect[];
  next?: string | null;
}
export interface Opening {
  id: Id;
  person: Person;
  place: string;
  reason: string;
  opened_at: string;
  ends_at: string;
  ended_at?: string | null;
}
export interface Founders {
  principals: PrincipalRef[];
}
export interface TreePage {
  id: Id;
  parent: Id | null;
  slug: string;
  title: string;
  position: number;
  container: boolean;
}
export interface Trashed {
  id: Id;
  title: string;
  path: string;
  trashed_at: string;
  trashed_by: Person;
  pages: number;
}
export interface BrokenLink {
  page: Id;
  title: string;
  target: string;
}
export interface Recent {
  page: Id;
  title: string;
  path: string;
  space: string;
  space_title: string;
  changed_at: string;
  changed_by: Person;
  comment: string;
}
export interface TocEntry {
  level: number;
  id: string;
  title: string;
}
export interface PageRef {
  id: Id;
  title: string;
}
export interface Page {
  id: Id;
  space: { slug: string; title: string };
  title: string;
  path: string;
  parent: Id | null;
  breadcrumbs: PageRef[];
  revision: Id | null; // a container has no text of its own
  released_revision?: Id | null;
  number: number;
  changed_at: string;
  changed_by: Person | null;
  created_at: string;
  owner: PrincipalRef | null;
  review_on: string | null;
  labels: string[];
  properties: { key: string; value: string }[];
  container: boolean;
  html: string;
  toc: TocEntry[];
  children: PageRef[];
  abilities: { edit: boolean; comment: boolean; release: boolean; manage: boolean };
}
export interface Scratch {
  base_revision: Id | null;
  epoch: number;
  seq: number;
  markdown: string;
  title?: string | null;
  saved_at: string;
}
export interface Source {
  page: Id;
  revision: Id | null;
  title: string;
  markdown: string;
  scratch: Scratch | null;
}
export interface Saved {
  revision: Id;
  number: number;
  merged: boolean;
  markdown?: string;
  title: string;
}
// `same` in both, or three versions; `merged` where nobody needs to decide.
export interface ConflictBlock {
  same?: string | null;
  base?: string | null;
  mine?: string | null;
  theirs?: string | null;
  merged?: string | null;
}
export interface Conflict {
  head: Id;
  blocks: ConflictBlock[];
  title_conflict?: { base: string; mine: string; theirs: string } | null;
}
export interface Revision {
  revision: Id;
  number: number;
  title: string;
  at: string;
  author: Person;
  comment: string;
  sha256: string;
  bytes: number;
  restored_from?: number | null;
  merged: boolean;
}
export interface RevisionView {
  revision: Id;
  number?: number;
  title: string;
  html: string;
  toc: TocEntry[];
  at: string;
  author: Person;
  comment: string;
  sha256: string;
}
export interface DiffSpan {
  text: string;
  changed: boolean;
}
export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  spans: DiffSpan[];
}
export interface Hunk {
  from_line: number;
  to_line: number;
  lines: DiffLine[];
}
export interface Diff {
  from: Revision;
  to: Revision;
  title: { from: string; to: string };
  hunks: Hunk[];
  truncated: boolean;
}
export interface Backlink {
  page: Id;
  title: string;
  path: string;
  space: string;
}
export interface Attachment {
  id: Id;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  at: string;
  author: Person;
  text: 'waiting' | 'searchable' | 'cut' | 'none' | 'failed';
}
export interface Place {
  anchor: string;
  heading: string;
}
export interface Hit {
  page: Id;
  title: string;
  path: string;
  space: string;
  space_title: string;
  anchor: string;
  heading: string;
  snippet: string;
  changed_at: string;
  more: Place[];
}
export interface SearchResult {
  hits: Hit[];
  total: number;
  total_is_exact: boolean;
  cut_short: boolean;
  left_out: string[];
  corrected?: string | null;
  next?: string | null;
}
export interface Facet {
  value: string;
  title: string;
  pages: number;
}
export interface Facets {
  spaces: Facet[];
  labels: Facet[];
  years: Facet[];
  exact: boolean;
}
