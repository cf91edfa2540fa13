// The paths of notices and of pages without anybody responsible, one typed function each.
import { get, remove, part, type Signal } from '../core/api';
import { query, request } from '../core/http';
import type { Id, Opening, Paged, Person, PrincipalRef } from '../core/types';

export interface Notice {
  id: Id;
  kind:
    | 'place_opened' | 'holder_left' | 'owner_left' | 'password_changed' | 'password_link_issued' | 'second_factor_added'
    | 'second_factor_removed' | 'recovery_codes_renewed' | 'email_changed' | 'roles_changed' | 'account_locked';
  by?: Person | null;
  about: string;
  detail: string;
  address: string;
  at: string;
}
export interface OrphanedPage {
  page: Id;
  title: string;
  path: string;
  space: string;
  space_title: string;
  owner: PrincipalRef;
  loss: 'person_left' | 'post_vacant' | 'unit_dissolved';
}
export interface OrphansInSpace {
  space: string;
  space_title: string;
  pages: number;
}

// Asked on every turn of the client, which is no act of the person by itself.
export const notices = () => request<Notice[]>('GET', '/api/notices', { anonymous: true, background: true });
export const takeNote = (id: Id) => remove(`/api/notices/${part(id)}`);
export const orphanedPages = (cursor: string | null, signal?: Signal) =>
  get<Paged<OrphanedPage>>(`/api/orphaned-pages${query({ cursor })}`, signal);
export const ownershipReport = (signal?: Signal) => get<OrphansInSpace[]>('/api/ownership-report', signal);
export const allOpenings = (signal?: Signal) => get<Opening[]>('/api/break-glass', signal);
