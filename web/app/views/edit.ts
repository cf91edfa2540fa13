// Editing a page: its Markdown in a plain text area, the rendered text beside it. What is typed is a draft at once;
// a version comes only by saving.
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import * as api from '../core/api';
import { clock, moment } from '../core/format';
import { asProblem, Problem } from '../core/http';
import { t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { go, leaveGuard } from '../core/router';
import { me } from '../core/session';
import { tell } from '../core/status';
import { forgetTrees } from '../core/tree_cache';
import type { Attachment, Conflict, Id, Page, Saved, Source } from '../core/types';
import { View } from '../core/view';
import type { Attachments } from '../editing/attachments';
import { Draft } from '../editing/draft';
import { cut, inner, join, withInner, type Parts } from '../editing/front_matter';
import { destination } from '../editing/insert';
import { kept } from '../editing/journal';
import { askBeforeLeaving } from '../editing/leaving';
import { nextEpoch, opening } from '../editing/resume';
import { replaceIn } from '../editing/toolbar';
import { textField } from '../widgets/fields';
import { breadcrumbs, button, notice } from '../widgets/parts';
import '../editing/attachments';
import '../editing/conflict';
import '../editing/preview';
import '../editing/toolbar';

interface Editing {
  page: Page;
  source: Source;
}

@customElement('s-edit')
export class EditView extends View<Editing> {
  @state() private headline = '';
  @state() private parts: Parts = { front: '', body: '' };
  @state() private comment = '';
  @state() private conflict?: Conflict;
  @state() private refusal?: Problem;
  @state() private saving = false;
  @state() private resumed?: string | number;
  @state() private preview = matchMedia('(min-width: 1000px)').matches;
  private base: Id | null = null;
  private stored = { title: '', markdown: '' };
  private draft?: Draft;

  protected override async load(signal: AbortSignal): Promise<Editing> {
    const id = this.match.params.id;
    const [page, source] = await Promise.all([api.page(id, signal), api.source(id, signal)]);
    if (!page.abilities.edit) throw new Problem(403, 'forbidden');
    this.open(source);
    return { page, source };
  }

  protected override name({ page }: Editing): string {
    return t('edit.title', { page: page.title });
  }

  private open(source: Source): void {
    const person = me()!.person.id;
    const entry = kept(person, source.page);
    const start = opening(source, entry);
    this.take(start.title, start.markdown, start.base);
    this.stored = { title: source.title, markdown: source.markdown };
    this.resumed = start.resumed_from;
    const epoch = nextEpoch(source, entry);
    const changed = () => this.requestUpdate();
    this.draft = new Draft(person, source.page, start.base, epoch, changed, source.scratch !== null);
    if (start.on_device) this.draft.typed(this.text());
  }

  private take(title: string, markdown: string, base: Id | null): void {
    this.headline = title;
    this.parts = cut(markdown);
    this.base = base;
  }

  private text() {
    return { title: this.headline, markdown: join(this.parts) };
  }

  private get changed(): boolean {
    return this.headline !== this.stored.title || join(this.parts) !== this.stored.markdown;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeunload', this.beforeUnload);
    addEventListener('keydown', this.shortcut);
    leaveGuard(() => this.mayLeave());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeunload', this.beforeUnload);
    removeEventListener('keydown', this.shortcut);
    this.draft?.stop();
  }

  // The browser's own question, only while something has not reached the server.
  private beforeUnload = (event: BeforeUnloadEvent): void => {
    if (this.draft && !this.draft.safe) event.preventDefault();
  };

  private shortcut = (event: KeyboardEvent): void => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    if (!this.conflict) void this.save(false);
  };

  private async mayLeave(): Promise<boolean> {
    if (!this.changed || !this.draft) return true;
    const answer = await askBeforeLeaving(await this.draft.flush());
    if (answer === 'discard') await this.draft.settle(this.base);
    return answer === 'keep' || answer === 'discard';
  }

  private typed(change: Partial<{ title: string } & Parts>): void {
    if (change.title !== undefined) this.headline = change.title;
    this.parts = { front: change.front ?? this.parts.front, body: change.body ?? this.parts.body };
    this.draft?.typed(this.text());
  }

  private async discard(): Promise<void> {
    await this.draft?.settle(this.data!.source.revision);
    this.resumed = undefined;
    this.draft?.stop();
    await this.reload();
    tell(t('edit.discarded'), 'info');
  }

  private async save(close: boolean): Promise<void> {
    if (this.saving || !this.data) return;
    this.saving = true;
    this.refusal = undefined;
    const sent = this.text();
    try {
      const saved = await api.save(this.data.page.id, { ...sent, base_revision: this.base, comment: this.comment.trim() });
      await this.accept(saved, sent.markdown);
      if (close) return void (await go(`/p/${this.data.page.id}`, { unasked: true }));
    } catch (error) {
      this.refuse(asProblem(error));
    } finally {
      this.saving = false;
    }
  }

  private async accept(saved: Saved, sent: string): Promise<void> {
    const markdown = saved.markdown ?? sent;
    const same = saved.revision === this.base;
    this.take(saved.title, markdown, saved.revision);
    this.stored = { title: saved.title, markdown };
    this.comment = '';
    this.resumed = undefined;
    forgetTrees();
    await this.draft?.settle(saved.revision);
    tell(t(saved.merged ? 'edit.merged' : same ? 'edit.unchanged' : 'edit.saved', { n: saved.number }));
  }

  private refuse(problem: Problem): void {
    void this.draft?.flush();
    if (problem.key === 'page_conflict') this.conflict = problem.details as unknown as Conflict;
    else {
      this.refusal = problem;
      void this.updateComplete.then(() => this.querySelector<HTMLElement>('[role=alert]')?.focus());
    }
  }

  private async resolved(event: CustomEvent<{ markdown?: string; title?: string }>): Promise<void> {
    const { head } = this.conflict!;
    this.conflict = undefined;
    this.take(event.detail.title ?? this.headline, event.detail.markdown ?? join(this.parts), String(head));
    await this.draft?.settle(this.base);
    this.draft?.typed(this.text());
    await this.updateComplete;
    this.area().focus();
    tell(t('conflict.taken'), 'info');
  }

  private area(): HTMLTextAreaElement {
    return this.querySelector<HTMLTextAreaElement>('#body')!;
  }

  private insertFile(file: Attachment): void {
    const area = this.area();
    const image = file.type.startsWith('image/') ? '!' : '';
    const title = area.value.slice(area.selectionStart, area.selectionEnd) || file.name.replace(/\.\w+$/, '');
    const text = `${image}[${title}](${destination(file.name)})`;
    const from = area.selectionStart;
    replaceIn(area, { from, to: area.selectionEnd, text, select: [from + text.length, from + text.length] });
  }

  private dropped(event: DragEvent | ClipboardEvent): void {
    const files = 'dataTransfer' in event ? event.dataTransfer?.files : event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    void this.querySelector<Attachments>('s-attachments')?.add(files);
  }

  private draftState() {
    const draft = this.draft!;
    const time = draft.stored_at ? clock(draft.stored_at) : '';
    const state = draft.state === 'clean' && this.changed ? 'waiting' : draft.state;
    return html`<p class="s-draft" data-state=${state} role="status">${t(`draft.${state}`, { time })}</p>`;
  }

  private frontMatter() {
    const { front } = this.parts;
    return html`
      <details class="s-details">
        <summary>${t('edit.front_matter')}</summary>
        <label class="kern-sr-only" for="front">${t('edit.front_matter')}</label>
        <p class="s-meta" id="front-hint">${t('edit.front_matter_hint')}</p>
        <textarea
          class="s-area s-mono"
          id="front"
          rows="5"
          spellcheck="false"
          aria-describedby="front-hint"
          .value=${live(inner(front))}
          @input=${(event: Event) =>
            this.typed({ front: withInner(front, (event.target as HTMLTextAreaElement).value) })}
        ></textarea>
      </details>`;
  }

  private panes(page: Page) {
    return html`
      <div class="s-edit__panes" data-preview=${this.preview ? 'on' : 'off'}>
        <div class="s-edit__pane">
          <div class="s-edit__bar">
            <label class="kern-label" for="body">${t('edit.body')}</label>
            <button
              type="button"
              class="s-menu__choice"
              aria-pressed=${String(this.preview)}
              @click=${() => (this.preview = !this.preview)}
            >
              ${t('edit.preview')}
            </button>
          </div>
          <s-toolbar .area=${() => this.area()}></s-toolbar>
          <textarea
            class="s-area s-edit__area"
            id="body"
            spellcheck="true"
            ?readonly=${this.saving}
            .value=${live(this.parts.body)}
            @input=${(event: Event) => this.typed({ body: (event.target as HTMLTextAreaElement).value })}
            @drop=${this.dropped}
            @paste=${this.dropped}
          ></textarea>
        </div>
        ${this.preview
          ? html`<section class="s-edit__pane s-edit__preview" tabindex="0" aria-label=${t('edit.preview')}>
              <s-preview .page=${page.id} .markdown=${join(this.parts)}></s-preview>
            </section>`
          : nothing}
      </div>`;
  }

  private saveBar(page: Page) {
    return html`
      <div class="s-edit__save">
        ${textField({
          id: 'comment',
          label: t('edit.comment'),
          optional: true,
          value: this.comment,
          maxlength: 500,
          change: (value) => (this.comment = value),
        })}
        <div class="s-actions">
          ${button(t('edit.save_close'), () => this.save(true), { kind: 'primary', busy: this.saving })}
          ${button(t('edit.save'), () => this.save(false), { busy: this.saving })}
          <a class="kern-btn kern-btn--tertiary" href="/p/${page.id}"><span class="kern-label">${t('edit.close')}</span></a>
          ${this.draftState()}
        </div>
      </div>`;
  }

  private editor(page: Page) {
    return html`
      ${this.refusal
        ? html`<div tabindex="-1" role="alert">${notice('danger', problemText(this.refusal), t('edit.not_saved'))}</div>`
        : nothing}
      ${this.resumed
        ? notice(
            'info',
            t('edit.resumed', { when: moment(new Date(this.resumed).toISOString()) }),
            button(t('edit.discard'), () => this.discard(), { small: true }),
          )
        : nothing}
      ${textField({
        id: 'title',
        label: t('edit.headline'),
        value: this.headline,
        maxlength: 1000,
        required: true,
        change: (title) => this.typed({ title }),
      })}
      ${this.frontMatter()} ${this.panes(page)} ${this.saveBar(page)}
      <s-attachments
        .page=${page.id}
        @insert=${(event: CustomEvent<Attachment>) => this.insertFile(event.detail)}
      ></s-attachments>`;
  }

  protected override content({ page }: Editing) {
    return html`
      <div class="s-page s-edit">
        ${breadcrumbs([
          { href: `/s/${page.space.slug}`, title: page.space.title },
          { href: `/p/${page.id}`, title: page.title },
        ])}
        <h1 class="kern-heading-medium" tabindex="-1">${t('edit.title', { page: page.title })}</h1>
        ${this.conflict
          ? html`<s-conflict
              .conflict=${this.conflict}
              @resolved=${this.resolved}
              @dismissed=${() => (this.conflict = undefined)}
            ></s-conflict>`
          : this.editor(page)}
      </div>`;
  }
}
