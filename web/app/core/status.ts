// Status messages. Screen readers hear them through one polite live region of the shell; those that report a finished
// action are also shown for a while. Never moves the focus.
export type Tone = 'info' | 'success' | 'warning' | 'danger';
export interface Status {
  text: string;
  tone?: Tone; // shown only with a tone
}

const bus = new EventTarget();

export const announce = (text: string): void => void bus.dispatchEvent(new CustomEvent('status', { detail: { text } }));
export const tell = (text: string, tone: Tone = 'success'): void =>
  void bus.dispatchEvent(new CustomEvent('status', { detail: { text, tone } }));

export function onStatus(listener: (status: Status) => void): void {
  bus.addEventListener('status', (event) => listener((event as CustomEvent<Status>).detail));
}
