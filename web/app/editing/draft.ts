// Saves what is being typed, without making a version: first in this browser, then as the scratch on the server.
// "Stored" is said only after the server's receipt; nothing is forgotten before it.
import * as api from '../core/api';
import { Problem } from '../core/http';
import type { Id } from '../core/types';
import { acknowledge, forget, keep, type Entry } from './journal';

export type DraftState = 'clean' | 'waiting' | 'stored' | 'device' | 'lost' | 'elsewhere';

const pause_ms = 1200;
const patience_ms = 8000; // someone who never pauses is stored at least this often
const retry_ms = 5000;

export interface Text {
  title: string;
  markdown: string;
}

export class Draft {
  state: DraftState = 'clean';
  stored_at = 0;
  private seq = 0;
  private sent = 0;
  private latest?: Entry;
  private timer?: ReturnType<typeof setTimeout>;
  private waiting_since = 0;
  private sending?: Promise<void>;
  private readonly onOnline = () => void this.send();

  constructor(
    private readonly person: Id,
    private readonly page: Id,
    private base: Id | null,
    private readonly epoch: number,
    private readonly changed: () => void,
    private on_server = false, // a scratch of an earlier window lies there
  ) {
    addEventListener('online', this.onOnline);
  }

  get safe(): boolean {
    return this.state === 'clean' || this.state === 'stored';
  }

  typed(text: Text): void {
    this.seq += 1;
    this.latest = { ...text, page: this.page, base_revision: this.base, epoch: this.epoch, seq: this.seq, at: Date.now() };
    const onDevice = keep(this.person, this.latest);
    if (this.state !== 'elsewhere') this.become(onDevice ? 'waiting' : 'lost');
    this.waiting_since ||= Date.now();
    this.after(Date.now() - this.waiting_since > patience_ms ? 0 : pause_ms);
  }

  // Sends what is still unsent; true when the server has everything.
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    await this.sending;
    if (this.sent < this.seq) await this.send();
    return this.safe;
  }

  // A version was saved or the draft thrown away: the text so far is no longer a draft.
  async settle(base: Id | null): Promise<void> {
    clearTimeout(this.timer);
    await this.sending;
    const had = this.on_server || this.seq > 0;
    this.base = base;
    this.sent = this.seq;
    this.latest = undefined;
    forget(this.person, this.page);
    this.become('clean');
    this.on_server = false;
    if (had) await api.dropScratch(this.page).catch(() => undefined);
  }

  stop(): void {
    clearTimeout(this.timer);
    removeEventListener('online', this.onOnline);
  }

  private after(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), wait);
  }

  private become(state: DraftState): void {
    this.state = state;
    this.changed();
  }

  private send(): Promise<void> {
    this.sending ??= this.sendLatest().finally(() => (this.sending = undefined));
    return this.sending;
  }

  private async sendLatest(): Promise<void> {
    while (this.latest && this.sent < this.latest.seq) {
      const { page, at: _, ...text } = this.latest;
      this.waiting_since = 0;
      try {
        const receipt = await api.saveScratch(page, text);
        if (receipt.epoch > this.epoch) return this.become('elsewhere'); // a newer window edits the same page
        this.sent = Math.max(this.sent, receipt.seq);
        acknowledge(this.person, page, receipt.epoch, receipt.seq);
      } catch (error) {
        this.become('device');
        if (!(error instanceof Problem) || error.status < 400 || error.status >= 500) this.after(retry_ms);
        return;
      }
    }
    if (this.sent === this.seq && this.latest) {
      this.stored_at = Date.now();
      this.become('stored');
    }
  }
}
