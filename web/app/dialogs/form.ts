// A dialog with a form: sends it, shows what the server refused inside, resolves to whether it was done.
import { html, nothing } from 'lit';
import { asProblem, type Problem } from '../core/http';
import { t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { Dialog } from '../widgets/dialog';
import { focusFirstError } from '../widgets/fields';
import { button, notice } from '../widgets/parts';

interface FormDialog {
  title: string;
  submit: string;
  body: (problem: Problem | undefined, renew: () => void) => unknown;
  send: () => Promise<unknown>;
}

export async function formDialog({ title, submit, body, send }: FormDialog): Promise<boolean> {
  let refusal: Problem | undefined;
  let busy = false;
  let done = false;
  const run = async (dialog: Dialog, event: Event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    try {
      await send();
      done = true;
      dialog.close();
    } catch (error) {
      refusal = asProblem(error);
      dialog.update();
      await focusFirstError(dialog.element);
    } finally {
      busy = false;
    }
  };
  const general = () => (refusal && !refusal.errors.length ? problemText(refusal) : undefined);
  const dialog = new Dialog((self) => ({
    title,
    body: html`
      ${general() ? html`<div tabindex="-1" role="alert">${notice('danger', general()!)}</div>` : nothing}
      <form id="dialog-form" class="s-form" @submit=${(event: Event) => run(self, event)}>
        ${body(refusal, () => self.update())}
      </form>`,
    footer: html`
      <button type="submit" form="dialog-form" class="kern-btn kern-btn--primary">
        <span class="kern-label">${submit}</span>
      </button>
      ${button(t('dialog.cancel'), () => self.close())}`,
  }));
  await dialog.open().closed;
  return done;
}
