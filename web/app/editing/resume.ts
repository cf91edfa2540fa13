// Which text the editor opens with: the page, or what this person wrote and did not save yet.
import type { Id, Source } from '../core/types';
import type { Entry } from './journal';

export interface Opening {
  title: string;
  markdown: string;
  base: Id | null;
  resumed_from?: string | number; // time of the draft that is continued
  on_device: boolean; // it has not reached the server yet
}

const newer = (entry: Entry, scratch: Source['scratch']): boolean =>
  !scratch || entry.epoch > scratch.epoch || (entry.epoch === scratch.epoch && entry.seq > scratch.seq);

export function opening(source: Source, entry: Entry | undefined): Opening {
  const { scratch } = source;
  const draft = entry && newer(entry, scratch) ? entry : scratch;
  const page = { title: source.title, markdown: source.markdown, base: source.revision, on_device: false };
  if (!draft) return page;
  const title = draft.title ?? source.title;
  if (title === source.title && draft.markdown === source.markdown) return page;
  return {
    title,
    markdown: draft.markdown,
    base: draft.base_revision,
    resumed_from: draft === entry ? entry.at : (draft as NonNullable<typeof scratch>).saved_at,
    on_device: draft === entry,
  };
}

// Counts windows of one person on one page: the one opened last wins, the others are told.
export const nextEpoch = (source: Source, entry: Entry | undefined, now = Date.now()): number =>
  Math.max(now, (source.scratch?.epoch ?? 0) + 1, (entry?.epoch ?? 0) + 1);
