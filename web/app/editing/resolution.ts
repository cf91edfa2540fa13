// Turning a conflict into one text. Every block that both changed is decided by the person; the default keeps both.
import type { ConflictBlock } from '../core/types';

export type Choice = 'mine' | 'theirs' | 'both' | 'own';
export interface Decision {
  choice: Choice;
  own: string;
}

// The text of a block that needs no decision.
export const settled = (block: ConflictBlock): string | undefined => block.same ?? block.merged ?? undefined;
export const isConflict = (block: ConflictBlock): boolean => settled(block) === undefined;

export const undecided = (block: ConflictBlock): Decision => ({ choice: 'both', own: block.mine ?? '' });

const lines = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

export function decided(block: ConflictBlock, decision: Decision | undefined): string {
  const agreed = settled(block);
  if (agreed !== undefined) return agreed;
  const { choice, own } = decision ?? undecided(block);
  const mine = block.mine ?? '';
  const theirs = block.theirs ?? '';
  if (choice === 'mine') return mine;
  if (choice === 'theirs') return theirs;
  if (choice === 'own') return lines(own);
  if (!mine || !theirs) return mine + theirs;
  return lines(theirs) + (theirs.endsWith('\n\n') ? '' : '\n') + mine;
}

export const resolution = (blocks: ConflictBlock[], decisions: ReadonlyMap<number, Decision>): string =>
  blocks.map((block, i) => decided(block, decisions.get(i))).join('');
