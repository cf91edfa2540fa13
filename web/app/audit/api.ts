// The paths of roles and of searches of the audit log, one typed function each.
import { get, part, post, put, type Signal } from '../core/api';
import type { Id, Person } from '../core/types';

export type Role = 'organisation' | 'coordination' | 'security' | 'privacy' | 'council' | 'technical' | 'guest';
export const roles: Role[] = ['organisation', 'coordination', 'security', 'privacy', 'council', 'technical', 'guest'];

export interface AuditRequest {
  id: Id;
  requester: Person;
  person: Person;
  purpose: string;
  first_day: string;
  last_day: string;
  requested_at: string;
  decider: Person | null;
  decided_at: string | null;
  approved: boolean | null;
  mine: boolean;
  decidable: boolean;
  open: boolean;
}
export interface AuditEvent {
  id: number;
  at: string;
  kind: string;
  actor: Id | null;
  session: Id | null;
  subject: string;
  subject_id: number | null;
  detail: string;
  source: string;
}
export interface NewAuditRequest {
  person: Id;
  purpose: string;
  first_day: string;
  last_day: string;
}

export const rolesOf = (person: Id, signal?: Signal) => get<{ roles: Role[] }>(`/api/people/${part(person)}/roles`, signal);
export const changeRoles = (person: Id, list: Role[]) =>
  put<{ roles: Role[] }>(`/api/people/${part(person)}/roles`, { roles: list });
export const requests = (signal?: Signal) => get<AuditRequest[]>('/api/audit-requests', signal);
export const ask = (request: NewAuditRequest) => post<AuditRequest>('/api/audit-requests', request);
export const decide = (id: Id, approved: boolean) =>
  post<AuditRequest>(`/api/audit-requests/${part(id)}/decision`, { approved });
export const events = (id: Id) => post<AuditEvent[]>(`/api/audit-requests/${part(id)}/events`);
