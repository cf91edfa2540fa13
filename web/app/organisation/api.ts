// The paths of the directory, one typed function each.
import { get, part, post, put, remove, type Signal } from '../core/api';
import { query } from '../core/http';
import type { Id, Paged } from '../core/types';
import type { Contact, DeputyScope, Group, GroupRef, HolderRole, Post, Unit, UnitNode, UnitPreset, UnitType } from './types';

export const contacts = (words: { q?: string; unit?: Id }, cursor?: string | null, signal?: Signal) =>
  get<Paged<Contact>>(`/api/contacts${query({ ...words, cursor, limit: 30 })}`, signal);
export const contact = (person: Id, signal?: Signal) => get<Contact>(`/api/contacts/${part(person)}`, signal);
export const changeOwnContact = (phone: string, room: string) => put<Contact>('/api/me/contact', { phone, room });

export interface UnitInput {
  parent: Id | null;
  type: string;
  sign: string;
  name: string;
  valid_from?: string;
  active?: boolean;
}
const at = (unit: Id) => `/api/units/${part(unit)}`;
// Members that are left out are not the same as null to the server.
const given = ({ parent, ...input }: UnitInput) => ({ ...input, ...(parent ? { parent } : {}) });
export const units = (signal?: Signal) => get<UnitNode[]>('/api/units', signal);
export const unit = (id: Id, signal?: Signal) => get<Unit>(at(id), signal);
export const createUnit = (input: UnitInput) => post<Unit>('/api/units', given(input));
export const changeUnit = (id: Id, input: UnitInput) => put<Unit>(at(id), given(input));
export const dropPlan = (id: Id, day: string) => remove(`${at(id)}/plans/${part(day)}`);
export interface MemberInput {
  person: Id;
  valid_from?: string;
  valid_to?: string;
}
export const changeMembers = (id: Id, members: MemberInput[]) => put<Unit>(`${at(id)}/members`, { members });

export interface PostInput {
  name: string;
  tasks: string;
  leads: boolean;
}
export const createPost = (id: Id, input: PostInput) => post<Post>(`${at(id)}/posts`, input);
export const changePost = (id: Id, input: PostInput) => put<Post>(`/api/posts/${part(id)}`, input);
export const removePost = (id: Id) => remove(`/api/posts/${part(id)}`);
export interface HolderInput extends MemberInput {
  role: HolderRole;
  scope?: DeputyScope;
}
export const changeHolders = (id: Id, holders: HolderInput[]) => put<Post>(`/api/posts/${part(id)}/holders`, { holders });

export const unitTypes = (signal?: Signal) => get<{ types: UnitType[] }>('/api/unit-types', signal);
export const unitPresets = (signal?: Signal) => get<UnitPreset[]>('/api/unit-presets', signal);
export const changeUnitTypes = (types: UnitType[]) => put<{ types: UnitType[] }>('/api/unit-types', { types });

export const groups = (signal?: Signal) => get<GroupRef[]>('/api/groups', signal);
export const group = (id: Id, signal?: Signal) => get<Group>(`/api/groups/${part(id)}`, signal);
export const createGroup = (name: string, description: string) => post<Group>('/api/groups', { name, description });
export const changeGroup = (id: Id, name: string, description: string) =>
  put<Group>(`/api/groups/${part(id)}`, { name, description });
export const changeGroupMembers = (id: Id, members: Id[]) => put<Group>(`/api/groups/${part(id)}/members`, { members });
export const removeGroup = (id: Id) => remove(`/api/groups/${part(id)}`);
