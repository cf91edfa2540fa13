// What the directory answers; docs/openapi.json is the other side of this contract.
import type { Id, Person } from '../core/types';

export interface UnitRef {
  id: Id;
  sign: string;
  name: string;
}
export interface UnitNode extends UnitRef {
  parent: Id | null;
  type: string;
  people: number;
}
export type HolderRole = 'holder' | 'deputy';
export type DeputyScope = 'read' | 'prepare' | 'cosign' | 'sign';
export const scopes: DeputyScope[] = ['read', 'prepare', 'cosign', 'sign'];

export interface Holder {
  person: Person;
  role: HolderRole;
  scope: DeputyScope;
  valid_from: string;
  valid_to: string | null;
}
export interface Post {
  id: Id;
  unit: Id;
  name: string;
  tasks: string;
  leads: boolean;
  holders: Holder[];
}
export interface Member {
  person: Person;
  valid_from: string;
  valid_to: string | null;
}
export interface UnitPlan {
  valid_from: string;
  parent: Id | null;
  type: string;
  sign: string;
  name: string;
  active: boolean;
}
export interface Unit extends UnitRef {
  parent: Id | null;
  type: string;
  active: boolean;
  above: UnitRef[];
  below: UnitRef[];
  posts: Post[];
  members: Member[];
  planned: UnitPlan[];
  abilities: { change: boolean };
}
export interface PostRef {
  id: Id;
  unit: UnitRef;
  name: string;
  tasks: string;
  role: HolderRole;
}
export interface Contact extends Person {
  email: string;
  phone: string;
  room: string;
  units: UnitRef[];
  posts: PostRef[];
}
export interface UnitType {
  name: string;
  leader: string;
}
export interface UnitPreset {
  key: 'ministry' | 'authority' | 'municipality';
  types: UnitType[];
}
export interface GroupRef {
  id: Id;
  name: string;
  description: string;
  people: number;
}
export interface Group {
  id: Id;
  name: string;
  description: string;
  members: Person[];
}

export const unitName = ({ sign, name }: { sign: string; name: string }): string => (sign ? `${sign} ${name}` : name);
