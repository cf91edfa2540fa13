// The files of a page while it is being edited: add, insert into the text, delete.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { asProblem } from '../core/http';
import { count, t } from '../core/i18n';
import { watch } from '../core/live';
import { problemText } from '../core/problem_text';
import { tell } from '../core/status';
import type { Attachment, Id } from '../core/types';
import { attachmentList } from '../widgets/attachment_list';
import { ask } from '../widgets/ask';
import { button } from '../widgets/parts';
import { upload } from './upload';

@customElement('s-attachments')
export class Attachments extends LitElement {
  @property({ attribute: false }) page!: Id;
  @state() private files: Attachment[] = [];
  @state() private sending?: { name: string; share: number };
  private unwatch?: () => void;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.load();
    this.unwatch = watch(this.page, ({ kind }) => kind === 'page.attached' && this.load());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
  }

  private load(): void {
    api.attachments(this.page).then((files) => (this.files = files), () => undefined);
  }

  // Also called by the text area for files that are dropped or pasted there.
  async add(files: Iterable<File>): Promise<void> {
    for (const file of files) {
      this.sending = { name: file.name, share: 0 };
      try {
        const added = await upload(this.page, file, (share) => (this.sending = { name: file.name, share }));
        this.files = [...this.files.filter((old) => old.id !== added.id), added];
        tell(t('attachment.added', { name: file.name }));
      } catch (error) {
        tell(`${file.name}: ${problemText(asProblem(error))}`, 'danger');
      }
    }
    this.sending = undefined;
  }

  private async chosen(event: Event): Promise<void> {
    const field = event.target as HTMLInputElement;
    await this.add([...(field.files ?? [])]);
    field.value = '';
  }

  private async discard(file: Attachment): Promise<void> {
    const sure = await ask(t('attachment.delete_title'), t('attachment.delete_text', { name: file.name }), [
      { value: 'yes', text: t('attachment.delete'), kind: 'primary' },
      { value: 'no', text: t('dialog.cancel') },
    ]);
    if (sure !== 'yes') return;
    try {
      await api.removeAttachment(file.id);
      this.files = this.files.filter((other) => other.id !== file.id);
      tell(t('attachment.deleted', { name: file.name }));
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  private actions(file: Attachment) {
    return html`
      <div class="s-actions">
        ${button(
          t('attachment.insert'),
          () => this.dispatchEvent(new CustomEvent('insert', { detail: file })),
          { small: true },
        )}
        ${button(t('attachment.delete'), () => this.discard(file), { small: true, kind: 'tertiary' })}
      </div>`;
  }

  protected override render() {
    return html`
      <section id="attachments" class="s-section" aria-labelledby="attachments-title">
        <h2 class="kern-heading-small" id="attachments-title">${count('page.attachments', this.files.length)}</h2>
        ${this.files.length
          ? attachmentList(this.files, { actions: (file) => this.actions(file), editor: true })
          : html`<p class="s-meta">${t('attachment.none')}</p>`}
        <div class="kern-form-input">
          <label class="kern-label" for="upload">${t('attachment.add')}</label>
          <div class="kern-hint" id="upload-hint">${t('attachment.add_hint')}</div>
          <input
            class="kern-form-input__input"
            type="file"
            id="upload"
            multiple
            aria-describedby="upload-hint"
            @change=${this.chosen}
          />
        </div>
        ${this.sending
          ? html`<p class="s-meta">
              <label for="upload-progress">${t('attachment.sending', { name: this.sending.name })}</label>
              <progress id="upload-progress" max="1" .value=${this.sending.share}></progress>
            </p>`
          : nothing}
      </section>`;
  }
}
