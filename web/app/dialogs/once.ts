// A secret that is shown exactly once, right after it was made, with a button to copy it.
import { html } from 'lit';
import { t } from '../core/i18n';
import { announce } from '../core/status';
import { Dialog } from '../widgets/dialog';
import { button, notice } from '../widgets/parts';

interface Once {
  title: string;
  warning: string;
  label: string;
  value: string; // several lines: a list
  help?: string;
}

export async function showOnce({ title, warning, label, value, help }: Once): Promise<void> {
  const lines = value.split('\n').length;
  const copy = async (field: HTMLInputElement | HTMLTextAreaElement) => {
    field.select();
    if (navigator.clipboard) await navigator.clipboard.writeText(value);
    else document.execCommand('copy'); // without TLS there is no clipboard interface
    announce(t('token.copied'));
  };
  const field =
    lines > 1
      ? html`<textarea class="kern-form-input__input s-mono s-codes" id="once" rows=${lines} readonly .value=${value}></textarea>`
      : html`<input class="kern-form-input__input s-mono" id="once" readonly .value=${value} />`;
  const dialog = new Dialog((self) => ({
    title,
    body: html`
      ${notice('warning', warning)} ${help ? html`<p class="kern-body">${help}</p>` : ''}
      <div class="kern-form-input">
        <label class="kern-label" for="once">${label}</label>
        ${field}
      </div>`,
    footer: html`
      ${button(t('token.copy'), () => copy(self.element.querySelector('#once')!), {
        kind: 'primary',
        icon: 'kern-icon--content-copy',
      })}
      ${button(t('dialog.close'), () => self.close())}`,
  }));
  await dialog.open().closed;
}
