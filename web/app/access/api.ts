// The part of the REST interface about access. A place is a space or a page, named by its address in the interface.
import { get, part, post, put, remove, type Signal } from '../core/api';
import { query } from '../core/http';
import type { Viewing } from '../core/viewing';
import type { Effects, Explanation, Founders, Grant, Id, Opening, PageAccess, Paged, PrincipalRef, Reached } from '../core/types';

export type NewPrincipal = { kind: PrincipalRef['kind']; id?: Id };
export type NewGrant = NewPrincipal & { level: Grant['level'] };

export const spacePlace = (slug: string) => `/api/spaces/${part(slug)}`;
export const pagePlace = (id: Id) => `/api/pages/${part(id)}`;

export const named = ({ kind, id }: PrincipalRef): NewPrincipal => (id ? { kind, id } : { kind });
export const asList = (grants: Grant[]): { grants: NewGrant[] } => ({
  grants: grants.map(({ principal, level }) => ({ ...named(principal), level })),
});

export const principals = (q: string, signal?: Signal) =>
  get<PrincipalRef[]>(`/api/principals${query({ q, limit: 10 })}`, signal);

export const spaceGrants = (slug: string, signal?: Signal) =>
  get<Grant[]>(`${spacePlace(slug)}/grants`, signal);
export const changeSpaceGrants = (slug: string, grants: Grant[]) =>
  put<Grant[]>(`${spacePlace(slug)}/grants`, asList(grants));
export const pageAccess = (id: Id, signal?: Signal) => get<PageAccess>(`${pagePlace(id)}/grants`, signal);
export const changePageGrants = (id: Id, grants: Grant[]) =>
  put<PageAccess>(`${pagePlace(id)}/grants`, asList(grants));
export const startOwnList = (id: Id) => post<PageAccess>(`${pagePlace(id)}/own-list`);
export const endOwnList = (id: Id) => remove(`${pagePlace(id)}/own-list`);

export const rehearseGrants = (place: string, grants: Grant[], cursor?: string | null) =>
  post<Effects>(`${place}/grants/rehearsal${query({ cursor })}`, asList(grants));
export const rehearseEnd = (id: Id, cursor?: string | null) =>
  get<Effects>(`${pagePlace(id)}/own-list/rehearsal${query({ cursor })}`);
export const rehearseMove = (id: Id, to: { parent: Id | null; after: Id | null; space?: string }, cursor?: string | null) =>
  post<Effects>(`${pagePlace(id)}/move/rehearsal${query({ cursor })}`, to);

export const reach = (place: string, q: string, cursor?: string | null, signal?: Signal) =>
  get<Paged<Reached> & { total: number }>(`${place}/access${query({ q, cursor, limit: 20 })}`, signal);
export const explain = (place: string, person: Id, signal?: Signal) =>
  get<Explanation>(`${place}/access/${part(person)}`, signal);

export const openings = (place: string, signal?: Signal) =>
  get<Opening[]>(`${place}/break-glass`, signal);
export const breakGlass = (place: string, reason: string) =>
  post<Opening>(`${place}/break-glass`, { reason });
export const endOpening = (id: Id) => remove(`/api/break-glass/${part(id)}`);

export const startViewing = (person: Id) => post<Viewing>('/api/view-as', { person });
export const endViewing = (id: Id) => remove(`/api/view-as/${part(id)}`);

export const founders = (signal?: Signal) => get<Founders>('/api/space-founders', signal);
export const changeFounders = (list: PrincipalRef[]) =>
  put<Founders>('/api/space-founders', { principals: list.map(named) });
