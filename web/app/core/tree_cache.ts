// One tree per space is kept while the client is open, so that walking from page to page does not fetch it again.
import * as api from './api';
import { forest, type Forest } from './tree';
import type { Space } from './types';

export interface SpaceTree extends Forest {
  space: Space;
  at: number;
}

const fresh_ms = 60_000;
const kept = new Map<string, SpaceTree>();

export function keptTree(slug: string): SpaceTree | undefined {
  return kept.get(slug);
}

export async function spaceTree(slug: string, signal?: AbortSignal, fresh = false): Promise<SpaceTree> {
  const known = kept.get(slug);
  if (known && !fresh && Date.now() - known.at < fresh_ms) return known;
  const { space, pages } = await api.tree(slug, signal);
  const tree = { ...forest(pages), space, at: Date.now() };
  kept.set(slug, tree);
  return tree;
}

// After an own change to titles or places.
export const forgetTrees = (): void => kept.clear();
