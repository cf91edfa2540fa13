// What the buttons above the text area do to Markdown: pure functions from text and selection to one replacement,
// so that everything outside it stays as it was and one undo takes it back.
export interface Selection {
  text: string;
  start: number;
  end: number;
}
export interface Replacement {
  from: number;
  to: number;
  text: string;
  select: [number, number];
}

// Puts marks such as ** around the selection, or takes them away when they are there.
export function wrap({ text, start, end }: Selection, mark: string, sample: string): Replacement {
  const inner = text.slice(start, end);
  const n = mark.length;
  const marked = text.slice(start - n, start) === mark && text.slice(end, end + n) === mark;
  if (marked && inner) return { from: start - n, to: end + n, text: inner, select: [start - n, end - n] };
  if (inner.length > 2 * n && inner.startsWith(mark) && inner.endsWith(mark)) {
    const bare = inner.slice(n, -n);
    return { from: start, to: end, text: bare, select: [start, start + bare.length] };
  }
  const lead = inner.length - inner.trimStart().length;
  const core = inner.trim() || sample;
  const tail = inner.trim() ? inner.slice(lead + core.length) : '';
  const at = start + (inner.trim() ? lead : 0) + n;
  const whole = (inner.trim() ? inner.slice(0, lead) : '') + mark + core + mark + tail;
  return { from: start, to: end, text: whole, select: [at, at + core.length] };
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
const lineEnd = (text: string, at: number): number => {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found;
};

const anyPrefix = /^(?:[-*+] \[[ xX]\] |[-*+] |\d+[.)] |#{1,6} |> )/;

// Gives every selected line the prefix, or takes it away when all have it; another list or heading mark is replaced.
export function prefix({ text, start, end }: Selection, mark: (i: number) => string): Replacement {
  const from = lineStart(text, start);
  const to = lineEnd(text, end > start && text[end - 1] === '\n' ? end - 1 : end);
  const lines = text.slice(from, to).split('\n');
  const all = lines.every((line, i) => line.startsWith(mark(i)));
  const changed = lines.map((line, i) =>
    all ? line.slice(mark(i).length) : line.trim() === '' && lines.length > 1 ? line : mark(i) + line.replace(anyPrefix, ''),
  );
  const result = changed.join('\n');
  const select: [number, number] = lines.length > 1 ? [from, from + result.length] : [from + result.length, from + result.length];
  return { from, to, text: result, select };
}

// Sets a block on its own lines with an empty line around it; the sample inside `content` is selected.
export function block({ text, start, end }: Selection, content: string, sample: string): Replacement {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const lead = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const tail = after === '' ? '\n' : after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  const at = start + lead.length + Math.max(0, content.indexOf(sample));
  return { from: start, to: end, text: lead + content + tail, select: [at, at + sample.length] };
}

export function link({ text, start, end }: Selection, sample: string, target: string): Replacement {
  const chosen = text.slice(start, end);
  if (/^https?:\/\/\S+$/.test(chosen)) {
    return { from: start, to: end, text: `[${sample}](${chosen})`, select: [start + 1, start + 1 + sample.length] };
  }
  const title = chosen || sample;
  const at = start + title.length + 3;
  return { from: start, to: end, text: `[${title}](${target})`, select: [at, at + target.length] };
}

// A file name as a Markdown destination: angle brackets where blanks or brackets would end it.
export const destination = (name: string): string =>
  /[\s()<>]/.test(name) ? `<${name.replace(/[<>]/g, (sign) => `\\${sign}`)}>` : name;
