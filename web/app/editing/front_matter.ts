// A front matter block at the very start of the text. Cutting and joining give back exactly the same bytes.
export interface Parts {
  front: string; // with its fences and the line break after them, or empty
  body: string;
}

export function cut(markdown: string): Parts {
  const found = /^---[ \t]*\n(?:[^]*?\n)?---[ \t]*(?:\n|$)/.exec(markdown);
  return found ? { front: found[0], body: markdown.slice(found[0].length) } : { front: '', body: markdown };
}

export const join = ({ front, body }: Parts): string => front + body;

// What is inside the fences, for editing.
export const inner = (front: string): string => front.replace(/^---[ \t]*\n/, '').replace(/\n?---[ \t]*\n?$/, '');

export function withInner(front: string, text: string): string {
  if (text === inner(front)) return front;
  if (text.trim() === '') return '';
  return `---\n${text.replace(/\n*$/, '')}\n---\n`;
}
