// The tree of a space as rows. The server sends every readable page depth first; only rows that are visible are built.
import type { Id, TreePage } from './types';

export interface Node {
  page: TreePage;
  level: number;
  children: Node[];
  parent?: Node;
}
export interface Row {
  node: Node;
  position: number; // among its siblings, from 1
  size: number;
  expanded?: boolean;
}

export interface Forest {
  roots: Node[];
  byId: Map<Id, Node>;
}

export function forest(pages: TreePage[]): Forest {
  const byId = new Map<Id, Node>();
  const roots: Node[] = [];
  for (const page of pages) byId.set(page.id, { page, level: 1, children: [] });
  for (const node of byId.values()) {
    const parent = node.page.parent === null ? undefined : byId.get(node.page.parent);
    if (parent) {
      node.parent = parent;
      node.level = parent.level + 1;
      parent.children.push(node);
    } else roots.push(node);
  }
  return { roots, byId };
}

export function rows(nodes: Node[], open: ReadonlySet<Id>, into: Row[] = []): Row[] {
  nodes.forEach((node, i) => {
    const expanded = node.children.length ? open.has(node.page.id) : undefined;
    into.push({ node, position: i + 1, size: nodes.length, expanded });
    if (expanded) rows(node.children, open, into);
  });
  return into;
}

export function ancestors(node: Node | undefined): Node[] {
  const found: Node[] = [];
  for (let above = node?.parent; above; above = above.parent) found.unshift(above);
  return found;
}

export interface Filtered {
  nodes: Node[];
  total: number;
}

const fold = (text: string): string => text.toLocaleLowerCase('de').normalize('NFD').replace(/\p{M}/gu, '');

// 0 when the title starts with the words, 1 when it has them together as whole words, else 2.
function distance(title: string, words: string): number {
  const at = title.indexOf(words);
  if (at === 0) return 0;
  return at > 0 && !/[\p{L}\p{N}]/u.test(title[at - 1] + (title[at + words.length] ?? ' ')) ? 1 : 2;
}

// Titles that contain every word, best first.
export function filter(all: Forest, words: string, limit: number): Filtered {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  const found: Node[] = [];
  for (const node of all.byId.values()) {
    const title = fold(node.page.title);
    if (wanted.every((word) => title.includes(word))) found.push(node);
  }
  const phrase = wanted.join(' ');
  const ranked = found.map((node) => ({ node, rank: distance(fold(node.page.title), phrase) }));
  ranked.sort((a, b) => a.rank - b.rank);
  return { nodes: ranked.slice(0, limit).map(({ node }) => node), total: found.length };
}

// Whether `inner` is `outer` or below it; a page cannot be moved there.
export const within = (inner: Node | undefined, outer: Node): boolean => {
  for (let node = inner; node; node = node.parent) if (node === outer) return true;
  return false;
};
